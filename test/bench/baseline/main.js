#!/usr/bin/env node
// The service that many would write: Nest, Express, ValidationPipe and TypeORM's save() in a transaction, with a status
// table and an audit table. Applies decorators by hand because this is plain JavaScript; everything else is ordinary.
// DATABASE_URL=… PORT=… PUBLIC_KEY='<JWK>' INSTITUTIONS=990110,… node baseline/main.js
import 'reflect-metadata';
import {
  BadRequestException,
  Body,
  Controller,
  HttpCode,
  Module,
  Post,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { importJWK, jwtVerify } from 'jose';
import { ReportsService } from './reports-service.js';
import { Person, Report, Status } from './tables.js';

const { DATABASE_URL, PORT, PUBLIC_KEY, INSTITUTIONS } = process.env;
const key = await importJWK(JSON.parse(PUBLIC_KEY), 'ES256');

class TokenGuard {
  async canActivate(context) {
    const token = context.switchToHttp().getRequest().headers.authorization?.slice('Bearer '.length) ?? '';
    await jwtVerify(token, key, { issuer: 'bench', audience: 'bench' }).catch(() => {
      throw new UnauthorizedException();
    });
    return true;
  }
}

class EventsController {
  constructor(reports) {
    this.reports = reports;
  }

  async accept(body) {
    const items = await this.reports.accept(Array.isArray(body) ? body : [body]);
    if (!Array.isArray(body) && items[0].outcome === 'refused') throw new BadRequestException(items[0].errors);
    return { items };
  }
}
const accept = Object.getOwnPropertyDescriptor(EventsController.prototype, 'accept');
Post()(EventsController.prototype, 'accept', accept);
HttpCode(202)(EventsController.prototype, 'accept', accept);
Body()(EventsController.prototype, 'accept', 0);
UseGuards(TokenGuard)(EventsController);
Reflect.defineMetadata('design:paramtypes', [ReportsService], EventsController);
Controller('v1/events')(EventsController);

class AppModule {}
Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: DATABASE_URL,
      entities: [Person, Report, Status],
      synchronize: true,
      poolSize: 24,
    }),
  ],
  controllers: [EventsController],
  providers: [
    {
      provide: ReportsService,
      inject: [getDataSourceToken()],
      useFactory: (source) => new ReportsService(source, new Set(INSTITUTIONS.split(','))),
    },
  ],
})(AppModule);

const app = await NestFactory.create(AppModule, { logger: ['error'], bodyParser: false });
app.useBodyParser('json', {
  limit: '16mb',
  type: ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'],
});
await app.listen(Number(PORT), '127.0.0.1');
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
