import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { prefers } from '#libs/http';
import { OPERATION, type OperationLine } from '../contract.ts';
import { CSV, CSV_MEDIA_TYPE, toCsv } from './to-csv.ts';

/**
 * Answers lists that declare `csv` in their @Contract as CSV if `Accept` prefers it. Works on the answer of the route,
 * so the rows are those of the JSON answer, after the same decision and in the same order.
 */
@Injectable()
export class CsvAnswers implements NestInterceptor {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<object | string> {
    const line = this.reflector.get<OperationLine | undefined>(OPERATION, context.getHandler());
    const { schema, csv } = line?.answers[200] ?? {};
    if (schema === undefined || csv === undefined) return next.handle();
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    void reply.header('Vary', 'Accept');
    const { accept } = http.getRequest<FastifyRequest>().headers;
    if (!prefers(accept, [CSV], ['application/json', 'application/*'])) return next.handle();
    return next.handle().pipe(
      map((answer) => {
        void reply.header('Content-Type', CSV_MEDIA_TYPE);
        return toCsv(answer, schema, csv);
      }),
    );
  }
}
