import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Logger } from 'pino';
import { ProblemFilter } from '#libs/http';
import { LOGGER, loggedFault } from '#libs/telemetry';

/** Converts exceptions of handlers into problems; logs those that are faults of the service. */
@Module({ providers: [{ provide: APP_FILTER, inject: [LOGGER], useFactory: problemFilter }] })
export class HttpModule {}

function problemFilter(log: Logger): ProblemFilter {
  return new ProblemFilter((error, problem) =>
    log.error({ correlationId: problem.body.correlationId, fault: loggedFault(error) }, 'a call failed on our side'),
  );
}
