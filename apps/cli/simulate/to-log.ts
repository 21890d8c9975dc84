import { randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import { StartupProblem } from '#libs/database';
import { analyzeLog, logBytes } from '#libs/event-store';
import { importInstitutions, InstitutionRegister } from '#libs/institutions';
import { Keyring, analyzePersons } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { LOG_CHANNEL } from '#libs/subscriptions';
import { CONFIG, type Config } from '../../service/config.ts';
import { DATABASE_SERVER, type DatabaseServer } from '../../service/database-server.ts';
import { showProgress } from '../progress.ts';
import { findEarlier } from './earlier-run.ts';
import { LogRoad } from './log-road.ts';
import { orderOf } from './order-of.ts';
import { PeopleBook } from './people-book.ts';
import type { Run } from './run.ts';
import { Tally } from './tally.ts';

const EVENTS_A_PAGE = 10_000;

export interface Written {
  readonly tally: Tally;
  /** Reports of this simulation that were already in the log. */
  readonly before: number;
  readonly all: number;
  readonly seconds: number;
  readonly stopped: boolean;
  /** Size of the log with its indexes. */
  readonly logBytes: number;
  /** Whether a service runs on the same database and reads what was written. */
  readonly isServiceRunning: boolean;
}

/** Writes a simulation to the log in order of arrival, one transaction per page; decides the next page meanwhile. */
@Injectable()
export class SimulationToLog {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE_SERVER) private readonly server: DatabaseServer,
    @Inject(Pool) private readonly pool: Pool,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    @Inject(InstitutionRegister) private readonly institutions: InstitutionRegister,
  ) {}

  /** @param stop ends it between pages: written pages stay, and the same command continues after them */
  async run(run: Run, stop: AbortSignal): Promise<Written> {
    refuseElsewhere(this.config);
    const { pool, keyring, rules, institutions } = this;
    const on = localDay(this.clock.now());
    await importInstitutions(pool, run.landscape.institutions, { on, source: 'simulation' });
    await institutions.refresh();
    const order = await orderOf(run, stop);
    const book = new PeopleBook(run.options.persons);
    const before = await findEarlier({ pool, keyring }, run, order, book);
    const road = new LogRoad({ keyring, rules, institutions }, run, order, book, () => randomUUID());
    const written = await this.write(road, { from: before, to: order.length }, stop);
    // Fresh tables without statistics mislead the planner of the next reader.
    await analyzeLog(pool);
    await analyzePersons(pool);
    const logBytes = await this.logBytes();
    return { ...written, before, all: order.length, logBytes, isServiceRunning: this.server.isShared };
  }

  private async logBytes(): Promise<number> {
    return logBytes(this.pool);
  }

  private async write(
    road: LogRoad,
    { from: first, to }: { readonly from: number; readonly to: number },
    stop: AbortSignal,
  ): Promise<Pick<Written, 'tally' | 'seconds' | 'stopped'>> {
    const tally = new Tally();
    const progress = showProgress('Simulating', to, 'events');
    const started = performance.now();
    let underway: Promise<void> = Promise.resolve();
    let from = first;
    while (from < to && !stop.aborted) {
      const until = Math.min(to, from + EVENTS_A_PAGE);
      const page = road.page(from, until);
      await underway;
      underway = road.write(this.pool, page).then(() => this.announce());
      // Awaited before the next page; until then a failure must not count as unhandled.
      underway.catch(() => undefined);
      for (const { index, type } of page.entries) tally.add(type, index);
      from = until;
      progress.update(from);
      // The server's answers and Ctrl-C are handled between pages.
      await breathe();
    }
    await underway.finally(() => progress.stop());
    return { tally, seconds: (performance.now() - started) / 1_000, stopped: from < to };
  }

  /** Notifies a running service that the log has grown. */
  private async announce(): Promise<void> {
    if (this.server.isShared) await this.pool.query(`notify ${LOG_CHANNEL}`);
  }
}

function refuseElsewhere({ mode, kurrentUrl }: Config): void {
  if (mode !== 'sandbox')
    throw new StartupProblem(
      'bad-configuration',
      'Simulated people have synthetic civil numbers, which only a sandbox takes. ' +
        'Start it with UNGESTATUS_MODE=sandbox and a database of its own.',
    );
  if (kurrentUrl !== undefined)
    throw new StartupProblem(
      'bad-configuration',
      'The simulation writes into a log in PostgreSQL. With KURRENTDB_URL set, ' +
        'write a file with --to ndjson and send that.',
    );
}
