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
  /** How long one person may take; after that the person is parked, milliseconds. */
  readonly limitMilliseconds: number;
}

/** The lane rests for as long as it has worked, at most this: everybody else's work comes in between. */
const MOST_REST_MILLISECONDS = 2_000;
/** A policy looks at a long stream many times over: the rows that answers wait for, of the same event, come first. */
const ROWS_FIRST_MILLISECONDS = 250;

/**
 * Catches up who was set aside of one reader, a person at a time and the longest set aside first, beside the pages. The rows
 * and the end of the waiting are one transaction. It takes no transaction id before the rows are worked out: every reader's
 * horizon would wait for it. The reader is held only at its end, to see whether it has passed more of the person meanwhile.
 */
export class AsideLane {
  /** Who took too long the last time. */
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

  /** What takes too long twice is the person's own doing: nobody else is in this transaction. */
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

  /** Whom it had to park; undefined if another worker has the person. */
  private async catchUp(waiting: Parked, limit: AbortSignal): Promise<Parked[] | undefined> {
    const { pool, reader, options } = this;
    const events = await waitingEvents(pool, waiting);
    const [failure] = (await reader.beforehand?.(events, limit)) ?? [];
    const begin = `begin; set local synchronous_commit to off; set local statement_timeout to ${options.limitMilliseconds}`;
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
        if (!parked) await this.goOn(client, waiting, applied, at);
        else await this.parkInstead(client, waiting, parked);
        return parked ? [parked] : [];
      },
      begin,
    );
  }

  /** The waiting ends, or begins anew if the reader has passed more of the person meanwhile. */
  private async goOn(client: PoolClient, waiting: Parked, applied: readonly FeedEntry[], at: Date): Promise<void> {
    // How long a page of others takes is not this person's doing.
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
