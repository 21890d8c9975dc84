import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { findOutdated, type KnowledgeProjection, type Outdated, rebuild, type RebuildReport } from '#libs/bitemporal';

export interface RuleUpgradeParts {
  readonly pool: Pool;
  readonly projections: readonly KnowledgeProjection[];
  readonly now: () => Date;
  /** A line for the operator. */
  readonly say: (line: string) => void;
  readonly onError: (where: string, error: unknown) => void;
}

/** One program upgrades, the others of the same version wait for it; a number of our own. */
const LOCK = 'select pg_try_advisory_lock(7420260121) as got';
const RETRY_MILLISECONDS = 2_000;
const SAY_EVERY_PERSONS = 50_000;

/**
 * Works the answers out anew if the program has another rule version than the rows: beside them, table by table. The old
 * answers are shown with their version until a table is switched; what was switched is not done again after a stop. Facts
 * stay as recorded (docs/adr/0023).
 */
export class RuleUpgrade {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly parts: RuleUpgradeParts) {}

  outdated(): Promise<readonly Outdated<KnowledgeProjection>[]> {
    return findOutdated(this.parts.pool, this.parts.projections, this.parts.now());
  }

  /** Begins, and returns at once. `onDone` is called for each projection as its new rows are shown. */
  start(onDone: (projection: string) => void): void {
    this.running = this.run(onDone);
  }

  /** Ends the table at hand unfinished; the next start begins it anew. */
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
        if (!this.stopping) this.parts.onError('rule upgrade', error);
      }
      if (waiting.size > 0 && !this.stopping) await pause(RETRY_MILLISECONDS);
    }
  }

  private async upgradeAll(): Promise<void> {
    const client: PoolClient = await this.parts.pool.connect();
    let held = false;
    try {
      held = (await client.query<{ got: boolean }>(LOCK)).rows[0]?.got ?? false;
      if (held) for (const outdated of await this.outdated()) await this.upgrade(outdated);
    } finally {
      // A connection that may still hold the lock is closed, which lets go of it.
      client.release(held);
    }
  }

  private async upgrade({ projection, was }: Outdated<KnowledgeProjection>): Promise<void> {
    const { pool, say, now } = this.parts;
    say(
      `Rules: the answers of ${projection.name} are of ${was ?? 'a version from before versions were kept'}; working them out by ${projection.version}. The old ones are shown meanwhile.`,
    );
    let said = 0;
    const report = await rebuild(
      pool,
      projection,
      (persons) => {
        if (this.stopping) throw new Error('stopped: the next start begins this table anew');
        if (persons - said < SAY_EVERY_PERSONS) return;
        said = persons;
        say(`Rules: ${projection.name}: ${persons} persons.`);
      },
      { byCause: true, parkAt: now(), since: now() },
    );
    for (const line of linesOf(report)) say(line);
  }
}

/** What an upgrade came to, for the person who started it. */
export function linesOf({ projection, persons, rows, parked, causes }: RebuildReport): string[] {
  const differ = causes.reduce((sum, { answers }) => sum + answers, 0);
  return [
    `Rules: ${projection}: ${rows} rows of ${persons} persons, ${differ} answers differ.${parked > 0 ? ` ${parked} persons are parked: npx ungestatus parked` : ''}`,
    ...causes.map(({ cause, answers, persons: of }) => `Rules: ${projection}:   ${answers} (${of} persons): ${cause}`),
  ];
}
