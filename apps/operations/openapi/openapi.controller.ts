import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract } from '#libs/contract';
import { Open } from '#libs/identity';
import { openApiSchema } from './openapi-answer.ts';
import { OpenApiDocument } from './openapi.query.ts';

@Controller('openapi.json')
export class OpenApiController {
  constructor(private readonly queries: QueryBus) {}

  @Open()
  @Get()
  @Contract({
    id: 'getContract',
    tag: 'Service',
    summary: 'This document.',
    answers: { 200: { means: 'OpenAPI 3.1.', schema: openApiSchema } },
  })
  openApi(): Promise<object> {
    return this.queries.execute(new OpenApiDocument());
  }
}
