import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { Logger } from 'pino';
import { listParked, type Parked, PARKED_REMEDY } from '#libs/subscriptions';
import { LOGGER, Metrics } from '#libs/telemetry';

/** A page parks hundreds if a new version has a bug: the first few show what it is, the count shows how much. */
const MOST_LINES = 5;

/** Logs which persons are parked, by which reader, the cause and the remedy; a person by key. */
@Injectable()
export class ParkedNotices {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  readonly report = (parked: readonly Parked[]): void => {
    this.metrics.parkedNow(parked.map(({ reader }) => reader));
    for (const one of parked.slice(0, MOST_LINES))
      this.log.error({ parked: one, remedy: PARKED_REMEDY }, 'a person is parked; everybody else goes on');
    if (parked.length > MOST_LINES)
      this.log.error({ more: parked.length - MOST_LINES }, 'more persons are parked: npx ungestatus parked');
  };

  /** Logs how many persons are parked since an earlier run. They are not retried automatically (docs/adr/0012). */
  async reportWaiting(): Promise<void> {
    const waiting = (await listParked(this.pool)).length;
    if (waiting > 0)
      this.log.warn({ parked: waiting, remedy: PARKED_REMEDY }, 'persons are parked: npx ungestatus parked');
  }
}
