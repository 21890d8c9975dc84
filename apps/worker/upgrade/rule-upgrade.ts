import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '#libs/calendar';
import { findOutdated, type KnowledgeProjection, type Outdated, rebuild, type RebuildReport } from '#libs/bitemporal';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { LOGGER } from '#libs/telemetry';
import { knowledgeProjections } from '../subscriptions/projections.ts';
import { WorkerFaults } from '../notices/worker-faults.ts';

/** One process upgrades, the others of the same version wait for it. The number is this project's own. */
const LOCK = 'select pg_try_advisory_lock(7420260121) as got';
const RETRY_MILLISECONDS = 2_000;
const LOG_EVERY_PERSONS = 50_000;

/**
 * Rebuilds the answers if the program's rule version differs from that of the rows: in a second table for each. The old
 * answers are shown with their version until a table is switched; a switched table is not rebuilt after a stop. Facts
 * stay as recorded (docs/adr/0023).
 */
@Injectable()
export class RuleUpgrade {
  private readonly projections: readonly KnowledgeProjection[];
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) rules: RuleBook,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(WorkerFaults) private readonly faults: WorkerFaults,
  ) {
    this.projections = knowledgeProjections(rules);
  }

  outdated(): Promise<readonly Outdated<KnowledgeProjection>[]> {
    return findOutdated(this.pool, this.projections, this.clock.now());
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

  private async upgrade({ projection, was }: Outdated<KnowledgeProjection>): Promise<void> {
    const now = this.clock.now();
    this.log.info(
      `Rules: the answers of ${projection.name} are of ${was ?? 'a version from before versions were kept'}; ` +
        `working them out by ${projection.version}. The old ones are shown meanwhile.`,
    );
    let logged = 0;
    const report = await rebuild(
      this.pool,
      projection,
      (persons) => {
        if (this.stopping) throw new Error('stopped: the next start begins this table anew');
        if (persons - logged < LOG_EVERY_PERSONS) return;
        logged = persons;
        this.log.info(`Rules: ${projection.name}: ${persons} persons.`);
      },
      { byCause: true, parkAt: now, since: now },
    );
    for (const line of linesOf(report)) this.log.info(line);
  }
}

/** The outcome of a rebuild in lines for the operator. */
export function linesOf({ projection, persons, rows, parked, causes }: RebuildReport): string[] {
  const differ = causes.reduce((sum, { answers }) => sum + answers, 0);
  return [
    `Rules: ${projection}: ${rows} rows of ${persons} persons, ` +
      `${differ} answers differ.${parked > 0 ? ` ${parked} persons are parked: npx ungestatus parked` : ''}`,
    ...causes.map(({ cause, answers, persons: of }) => `Rules: ${projection}:   ${answers} (${of} persons): ${cause}`),
  ];
}
