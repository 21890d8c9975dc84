import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#libs/database';
import type { EventStore, FeedEntry } from '#libs/event-store';
import { applyOrPark, personsOf } from './apply-or-park.ts';
import { longAmong } from './long-streams.ts';
import { type Checkpoint, moveCheckpoint, readCheckpoint } from './checkpoint.ts';
import { type Parked, park, parkedAmong, toParked } from './park.ts';
import { reasonOf } from './poison.ts';
import type { PersonFailure, Reader } from './reader.ts';

export type Step = 'applied' | 'caught-up' | 'held-by-another';

export interface FollowerOptions {
  readonly pageSize: number;
  readonly now: () => Date;
  /** Called with the streams that a page parked, after its commit. */
  readonly onParked?: ((parked: readonly Parked[]) => void) | undefined;
  /** Called if a page may have set a person aside. */
  readonly onAside?: (() => void) | undefined;
  /** Wraps the work of every page, e.g. to trace it. */
  readonly around?:
    (<T>(reader: string, events: readonly FeedEntry[], work: () => Promise<T>) => Promise<T>) | undefined;
  /** Whether a failure is caused by the event's own data. Only tests that prove the effect of this check replace it. */
  readonly isPoison?: ((error: unknown) => boolean) | undefined;
}

/**
 * If the database crashes, a page of the last half second may be lost together with its checkpoint, and is applied
 * again. So its commit need not wait for the disk; the commit of facts always does.
 */
const BEGIN_PAGE = 'begin; set local synchronous_commit to off';

/**
 * How long the place in memory is used: a checkpoint that was set back by hand takes effect after that, even without
 * new events.
 */
const RELIED_ON_MS = 5_000;

/** Applies pages of the log for one reader: rows, checkpoint and parked streams in one transaction, all or none. */
export class Follower {
  /** The end of the last page. Read again if another worker may have moved it, and at intervals. */
  private place: Checkpoint | undefined;
  private readAt = 0;

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore<PoolClient>,
    readonly reader: Reader,
    private readonly options: FollowerOptions,
  ) {}

  /** Applies one page. Reads it before the transaction begins, so that a long page holds no horizon back. */
  async step(): Promise<Step> {
    const { name } = this.reader;
    const from = this.place ?? (await this.readPlace());
    this.place = undefined;
    const page = await this.store.readFeed(from, this.options.pageSize);
    if (page.events.length === 0) {
      this.place = performance.now() - this.readAt < RELIED_ON_MS ? from : undefined;
      return 'caught-up';
    }
    const applied = page.events.reduce((highest, { position }) => Math.max(highest, position), from.applied);
    const next = { ...page.next, applied };
    const carry = () => this.carry(page.events, from, next);
    const parked = await (this.options.around?.(name, page.events, carry) ?? carry());
    if (!parked) return 'held-by-another';
    if (parked.length > 0) this.options.onParked?.(parked);
    if (longAmong(this.reader, page.events).size > 0) this.options.onAside?.();
    this.place = next;
    return 'applied';
  }

  private async readPlace(): Promise<Checkpoint> {
    this.readAt = performance.now();
    return readCheckpoint(this.pool, this.reader.name, await this.store.epoch());
  }

  /** @returns the streams that the page parked; undefined if another worker has the page, and nothing was done */
  private async carry(events: readonly FeedEntry[], from: Checkpoint, next: Checkpoint): Promise<Parked[] | undefined> {
    const prepared = await this.runBeforehand(events);
    return inTransaction<Parked[] | undefined>(
      this.pool,
      async (client) => {
        const moved = await moveCheckpoint(client, this.reader.name, {
          from,
          next,
          at: this.options.now(),
          noted: this.reader.notesPassing,
        });
        return moved ? this.apply(client, events, prepared) : undefined;
      },
      { begin: BEGIN_PAGE, keeps: (parked) => parked !== undefined },
    );
  }

  private async runBeforehand(events: readonly FeedEntry[]): Promise<Prepared> {
    const { name, beforehand, parksPersons } = this.reader;
    if (!beforehand) return { leftOut: new Set(), failures: [] };
    const leftOut = parksPersons ? await parkedAmong(this.pool, name, personsOf(events)) : new Set<string>();
    // Long streams are set aside with the page: the policy handles them when they are caught up.
    const long = longAmong(this.reader, events);
    const due = events.filter(({ stream }) => !leftOut.has(stream) && !long.has(stream));
    return { leftOut, failures: (await this.reader.beforehand?.(due)) ?? [] };
  }

  /**
   * @returns undefined if a stream was parked when the policy ran and has been released since: the policy has not
   *   handled its events of this page
   */
  private async apply(
    client: PoolClient,
    events: readonly FeedEntry[],
    { leftOut, failures }: Prepared,
  ): Promise<Parked[] | undefined> {
    const { now, isPoison } = this.options;
    const at = now();
    const { name } = this.reader;
    if (leftOut.size > 0 && (await parkedAmong(client, name, [...leftOut])).size < leftOut.size) return undefined;
    const failed = failures.flatMap(({ person, error }) => {
      const first = events.find(({ stream }) => stream === person);
      return first ? [toParked(name, first, reasonOf(error), at)] : [];
    });
    await park(client, failed);
    return [...failed, ...(await applyOrPark(client, this.reader, events, { at, isPoison }))];
  }
}

/** The result of `beforehand`: the persons left out, and those for whom it failed. */
interface Prepared {
  readonly leftOut: ReadonlySet<string>;
  readonly failures: readonly PersonFailure[];
}
