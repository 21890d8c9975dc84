import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { CsvAnswers } from '#libs/contract';
import type { Logger } from 'pino';
import { ProblemFilter } from '#libs/http';
import { LOGGER, loggedFault } from '#libs/telemetry';

/** Converts exceptions of handlers into problems and lists into CSV; logs problems that are faults of the service. */
@Module({
  providers: [
    { provide: APP_FILTER, inject: [LOGGER], useFactory: problemFilter },
    { provide: APP_INTERCEPTOR, useClass: CsvAnswers },
  ],
})
export class HttpModule {}

function problemFilter(log: Logger): ProblemFilter {
  return new ProblemFilter((error, problem) =>
    log.error({ correlationId: problem.body.correlationId, fault: loggedFault(error) }, 'a call failed on our side'),
  );
}
