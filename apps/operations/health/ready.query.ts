import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { CLOCK, type Clock } from '#libs/calendar';
import { LOG_HEALTH, type LogHealth } from '#libs/event-store';
import {
  findReaderStates,
  READER_NAMES,
  STALLED_SECONDS,
  Stalls,
  type ReaderStates,
  WATCHED_READERS,
} from '#libs/subscriptions';
import { type Caller, FiguresAccess } from '../figures-access.ts';
import { OPERATIONS, type OperationsOptions } from '../operations-options.ts';
import type { Readiness } from './health-answer.ts';

/** Whether the database answers, and no reader is behind for longer than configured or stalled in this process. */
export class IsReady extends Query<Readiness> {
  constructor(
    /** Decides whether the answer shows figures. */
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(IsReady)
export class IsReadyHandler implements IQueryHandler<IsReady> {
  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG_HEALTH) private readonly log: LogHealth,
    @Inject(READER_NAMES) private readonly readers: readonly string[],
    @Inject(WATCHED_READERS) private readonly watched: readonly string[],
    private readonly stalls: Stalls,
    private readonly access: FiguresAccess,
    @Inject(OPERATIONS) private readonly options: OperationsOptions,
  ) {}

  async execute({ caller }: IsReady): Promise<Readiness> {
    const [standing, answers] = await Promise.all([
      findReaderStates(this.pool, this.watched, this.clock.now()),
      this.log.kurrentAnswers(),
    ]);
    const kurrentdb = answers === undefined ? {} : { kurrentdb: answers ? ('up' as const) : ('down' as const) };
    if (!standing) return { ready: false, database: 'down', ...kurrentdb, behind: [] };
    const paused = this.pausedAmong(standing);
    const stalled = [...paused.keys()];
    return {
      ready: !this.isTooLate(standing) && !stalled.some((reader) => this.options.followed.has(reader)),
      database: 'up',
      ...kurrentdb,
      behind: standing.behind,
      ...(stalled.length === 0 ? {} : { stalled }),
      ...((await this.access.isAllowed(caller)) ? figuresOf(standing, paused) : {}),
    };
  }

  /**
   * Readers that have stalled. A process that runs such a reader is not ready. Other processes list it and stay ready:
   * their answers state how far they reach, so a stalled worker takes only its own process out of service.
   * @returns since when each of them has not moved
   */
  private pausedAmong({ places }: ReaderStates): ReadonlyMap<string, string> {
    const noted = [...this.stalls.note(places, performance.now())].filter(([, seconds]) => seconds >= STALLED_SECONDS);
    return new Map(noted.map(([reader, seconds]) => [reader, new Date(Date.now() - seconds * 1_000).toISOString()]));
  }

  /** The relay to Kafka does not count: Kafka may be unavailable for days without a process becoming unready. */
  private isTooLate({ readers }: ReaderStates): boolean {
    const { readyLagSeconds } = this.options;
    return (
      readyLagSeconds !== undefined &&
      readers.some(({ reader, lagSeconds }) => this.readers.includes(reader) && lagSeconds > readyLagSeconds)
    );
  }
}

function figuresOf(
  { readers, oldestTransaction }: ReaderStates,
  paused: ReadonlyMap<string, string>,
): Pick<Readiness, 'readers' | 'oldestTransaction'> {
  const shown = readers.map((lag) => {
    const pausedSince = paused.get(lag.reader);
    return { ...lag, ...(pausedSince === undefined ? {} : { pausedSince }) };
  });
  return { readers: shown, ...(oldestTransaction === undefined ? {} : { oldestTransaction }) };
}
