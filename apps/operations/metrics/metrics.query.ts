import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { CLOCK, type Clock } from '#libs/calendar';
import { LOG_HEALTH, type LogHealth } from '#libs/event-store';
import { findReaderStates, Stalls, WATCHED_READERS } from '#libs/subscriptions';
import { Metrics } from '#libs/telemetry';
import { countCasesWithoutHolder } from '#projections/follow-up-cases/without-holder.query';
import { type Caller, FiguresAccess } from '../figures-access.ts';

/** The figures of this process and of the readers, as Prometheus text. */
export class Figures extends Query<string> {
  constructor(readonly caller: Caller) {
    super();
  }
}

/** Answers without PostgreSQL too; the figures then show that it is unavailable. */
@QueryHandler(Figures)
export class FiguresHandler implements IQueryHandler<Figures> {
  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG_HEALTH) private readonly log: LogHealth,
    @Inject(WATCHED_READERS) private readonly watched: readonly string[],
    private readonly metrics: Metrics,
    private readonly stalls: Stalls,
    private readonly access: FiguresAccess,
  ) {}

  async execute({ caller }: Figures): Promise<string> {
    await this.access.allow(caller);
    const [standing, kurrentUp] = await Promise.all([
      findReaderStates(this.pool, this.watched, this.clock.now()),
      this.log.kurrentAnswers(),
    ]);
    const withoutHolder = standing && (await countCasesWithoutHolder(this.pool).catch(() => undefined));
    const stalled = standing && this.stalls.note(standing.places, performance.now());
    return this.metrics.text(standing, kurrentUp, withoutHolder, stalled);
  }
}
