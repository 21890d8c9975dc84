import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER, loggedFault, Metrics } from '#libs/telemetry';

/** Counts and logs failures that will be retried. */
@Injectable()
export class WorkerFaults {
  constructor(
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  readonly report = (where: string, error: unknown): void => {
    this.metrics.retried(where);
    this.log.error({ where, fault: loggedFault(error) }, 'the worker will try again');
  };
}
