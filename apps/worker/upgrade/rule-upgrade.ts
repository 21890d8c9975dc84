import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '#libs/calendar';
import { findOutdated, type Outdated } from '#libs/bitemporal';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { InstitutionRegister } from '#libs/institutions';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { LOGGER } from '#libs/telemetry';
import { WorkerFaults } from '../notices/worker-faults.ts';
import { type AnswerTable, answerTables } from './answer-tables.ts';

/** One process upgrades, the others of the same version wait for it. The number is this project's own. */
const LOCK = 'select pg_try_advisory_lock(7420260121) as got';
const RETRY_MILLISECONDS = 2_000;
const LOG_EVERY = 50_000;

/**
 * Rebuilds the answers if the program's rule version differs from that of the rows: in a second table for each. The old
 * answers are shown with their version until a table is switched; a switched table is not rebuilt after a stop. Facts
 * stay as recorded (docs/adr/0023).
 */
@Injectable()
export class RuleUpgrade {
  private readonly tables: readonly AnswerTable[];
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) rules: RuleBook,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(WorkerFaults) private readonly faults: WorkerFaults,
    @Inject(EVENT_STORE) store: EventStore<PoolClient>,
    @Inject(InstitutionRegister) institutions: InstitutionRegister,
  ) {
    this.tables = answerTables({ pool, store, rules, institutions });
  }

  outdated(): Promise<readonly Outdated<AnswerTable>[]> {
    return findOutdated(this.pool, this.tables, this.clock.now());
  }

  /** Starts the work and returns at once. @param onDone called for each projection when its new rows are shown */
  start(onDone: (projection: string) => void): void {
    this.running = this.run(onDone);
  }

  /** Leaves the current table unfinished; the next start begins it anew. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async run(onDone: (projection: string) => void): Promise<void> {
    const waiting = new Set((await this.outdated()).map(({ projection }) => projection.name));
    while (waiting.size > 0 && !this.stopping) {
      try {
        await this.upgradeAll();
        const left = new Set((await this.outdated()).map(({ projection }) => projection.name));
        for (const name of waiting) {
          if (left.has(name)) continue;
          waiting.delete(name);
          onDone(name);
        }
      } catch (error) {
        if (!this.stopping) this.faults.report('rule upgrade', error);
      }
      if (waiting.size > 0 && !this.stopping) await pause(RETRY_MILLISECONDS);
    }
  }

  private async upgradeAll(): Promise<void> {
    const client: PoolClient = await this.pool.connect();
    let held = false;
    try {
      held = (await client.query<{ got: boolean }>(LOCK)).rows[0]?.got ?? false;
      if (held) for (const outdated of await this.outdated()) await this.upgrade(outdated);
    } finally {
      // A connection that may still hold the lock is closed, which releases the lock.
      client.release(held);
    }
  }

  private async upgrade({ projection, was }: Outdated<AnswerTable>): Promise<void> {
    const now = this.clock.now();
    this.log.info(
      `Rules: the answers of ${projection.name} are of ${was ?? 'a version from before versions were kept'}; ` +
        `working them out by ${projection.version}. The old ones are shown meanwhile.`,
    );
    let logged = 0;
    const lines = await projection.rebuild((done) => {
      if (this.stopping) throw new Error('stopped: the next start begins this table anew');
      if (done - logged < LOG_EVERY) return;
      logged = done;
      this.log.info(`Rules: ${projection.name}: ${done} ${projection.unit}.`);
    }, now);
    for (const line of lines) this.log.info(line);
  }
}
