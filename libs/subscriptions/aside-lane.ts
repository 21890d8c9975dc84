import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#libs/database';
import type { FeedEntry } from '#libs/event-store';
import { applyEach } from './apply-or-park.ts';
import type { Step } from './follower.ts';
import { endAside, findAside, holdAside, type Parked, park, setAside, toParked } from './park.ts';
import { reasonOf } from './poison.ts';
import type { Reader } from './reader.ts';
import { isTooLong, TookTooLong } from './too-long.ts';
import { findPassed, noteReplayed, waitingEvents } from './waiting-events.ts';

export interface AsideOptions {
  readonly now: () => Date;
  readonly onParked?: ((parked: readonly Parked[]) => void) | undefined;
  /** The time limit for one person; if it is exceeded twice, the stream is parked. Milliseconds. */
  readonly limitMilliseconds: number;
}

/**
 * After each step the lane pauses as long as it has worked, at most this, so that the work of other readers is not held
 * up.
 */
const MOST_REST_MILLISECONDS = 2_000;
/**
 * The head start of rows over policies: a policy folds a long stream many times, so the rows for answers about the same
 * event come first.
 */
const ROWS_FIRST_MILLISECONDS = 250;

/**
 * Catches up the persons that one reader has set aside: one at a time, the one set aside first before the others, in
 * parallel with the pages. The rows and the end of the waiting are one transaction. It takes no transaction id before
 * the rows are computed, since every reader's horizon would wait for it. It holds the reader only at the end, to check
 * whether the reader has passed further events of the person in the meantime.
 */
export class AsideLane {
  /** The person who exceeded the limit in the last step. */
  private tooLong: string | undefined;

  constructor(
    private readonly pool: Pool,
    readonly reader: Reader,
    private readonly options: AsideOptions,
  ) {}

  async step(): Promise<Step> {
    const waiting = await findAside(this.pool, this.reader.name);
    if (!waiting) return 'caught-up';
    if (this.reader.beforehand) await pause(ROWS_FIRST_MILLISECONDS);
    const began = performance.now();
    const parked = await this.catchUpInTime(waiting, began);
    if (!parked) return 'held-by-another';
    this.tooLong = undefined;
    if (parked.length > 0) this.options.onParked?.(parked);
    await pause(Math.min(MOST_REST_MILLISECONDS, performance.now() - began));
    return 'applied';
  }

  /**
   * Parks the stream of a person who exceeds the limit twice: the transaction holds only that person's work, so no
   * other can be the cause.
   */
  private async catchUpInTime(waiting: Parked, began: number): Promise<Parked[] | undefined> {
    const { limitMilliseconds, now } = this.options;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new TookTooLong()), limitMilliseconds);
    try {
      return await this.catchUp(waiting, limit.signal);
    } catch (error) {
      if (!isTooLong(error, performance.now() - began, limitMilliseconds)) throw error;
      const again = this.tooLong === waiting.person;
      this.tooLong = waiting.person;
      if (!again) throw error;
      const parked = { ...waiting, reason: new TookTooLong().message, since: now().toISOString() };
      await inTransaction(this.pool, (client) => this.parkInstead(client, waiting, parked));
      return [parked];
    } finally {
      clearTimeout(timer);
    }
  }

  /** @returns the streams it had to park; undefined if another worker holds the person */
  private async catchUp(waiting: Parked, limit: AbortSignal): Promise<Parked[] | undefined> {
    const { pool, reader, options } = this;
    const events = await waitingEvents(pool, waiting);
    const [failure] = (await reader.beforehand?.(events, limit)) ?? [];
    const timeout = `set local statement_timeout to ${options.limitMilliseconds}`;
    const begin = `begin; set local synchronous_commit to off; ${timeout}`;
    return inTransaction(
      pool,
      async (client) => {
        if (!(await holdAside(client, waiting))) return undefined;
        const at = options.now();
        const failed = failure
          ? toParked(reader.name, events[0] ?? asEvent(waiting), reasonOf(failure.error), at)
          : undefined;
        const [parked] = failed ? [failed] : await applyEach(client, reader, events, { at, limit });
        const applied = events.filter(({ version }) => parked === undefined || version < parked.version);
        await noteReplayed(client, waiting, applied, at);
        if (!parked) await this.advance(client, waiting, applied, at);
        else await this.parkInstead(client, waiting, parked);
        return parked ? [parked] : [];
      },
      begin,
    );
  }

  /** Ends the waiting, or begins it anew if the reader has passed further events of the person in the meantime. */
  private async advance(client: PoolClient, waiting: Parked, applied: readonly FeedEntry[], at: Date): Promise<void> {
    // The limit does not apply here: a page of others may hold the reader for longer.
    await client.query('set local statement_timeout to 0');
    await client.query('select feed.hold($1)', [this.reader.name]);
    await endAside(client, waiting);
    const first = await findPassed(client, waiting, (applied.at(-1)?.version ?? waiting.version - 1) + 1);
    if (first) await setAside(client, [toParked(this.reader.name, first, waiting.reason, at)]);
  }

  private async parkInstead(client: PoolClient, waiting: Parked, parked: Parked): Promise<void> {
    await endAside(client, waiting);
    await park(client, [parked]);
  }
}

function asEvent({ person, version, position, eventId, eventType }: Parked): FeedEntry {
  return { stream: person, version, position, eventId, type: eventType };
}
