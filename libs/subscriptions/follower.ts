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
  /** Told of whom a page parked, once the page is in. */
  readonly onParked?: ((parked: readonly Parked[]) => void) | undefined;
  /** Told when a page may have set somebody aside. */
  readonly onAside?: (() => void) | undefined;
  /** Put around every page, to watch it. */
  readonly around?:
    (<T>(reader: string, events: readonly FeedEntry[], work: () => Promise<T>) => Promise<T>) | undefined;
  /** What counts as an event's own fault; only tests that prove what it is good for say otherwise. */
  readonly isPoison?: ((error: unknown) => boolean) | undefined;
}

/**
 * A page may be lost with the last half second when the database crashes, its checkpoint with it: it is applied again.
 * So the commit need not wait for the disk; facts always do.
 */
const BEGIN_PAGE = 'begin; set local synchronous_commit to off';

/** How long the place in memory is relied on: a checkpoint set back by hand is taken up though nothing new is in the log. */
const RELIED_ON_MS = 5_000;

/** Carries pages of the feed to one reader: rows, checkpoint and who is parked in one transaction, or none of them. */
export class Follower {
  /** Where the last page ended. Read again if another worker may have moved on, and from time to time. */
  private place: Checkpoint | undefined;
  private readAt = 0;

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore<PoolClient>,
    readonly reader: Reader,
    private readonly options: FollowerOptions,
  ) {}

  /** One page. The page is read before the transaction begins, so that a long page holds no horizon back. */
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

  /** Whom the page parked; undefined where another worker has it, and nothing was done. */
  private async carry(events: readonly FeedEntry[], from: Checkpoint, next: Checkpoint): Promise<Parked[] | undefined> {
    const said = await this.say(events);
    return inTransaction<Parked[] | undefined>(
      this.pool,
      async (client) => {
        const moved = await moveCheckpoint(client, this.reader.name, {
          from,
          next,
          at: this.options.now(),
          noted: this.reader.notesPassing,
        });
        return moved ? this.apply(client, events, said) : undefined;
      },
      { begin: BEGIN_PAGE, keeps: (parked) => parked !== undefined },
    );
  }

  private async say(events: readonly FeedEntry[]): Promise<Said> {
    const { name, beforehand, parksPersons } = this.reader;
    if (!beforehand) return { unheard: new Set(), failures: [] };
    const unheard = parksPersons ? await parkedAmong(this.pool, name, personsOf(events)) : new Set<string>();
    // Whose stream is long is set aside with the page: the policy speaks of them when they are caught up.
    const long = longAmong(this.reader, events);
    const due = events.filter(({ stream }) => !unheard.has(stream) && !long.has(stream));
    return { unheard, failures: (await this.reader.beforehand?.(due)) ?? [] };
  }

  /** Undefined where somebody who waited when the policy spoke was let go since: it has not spoken of this page for them. */
  private async apply(
    client: PoolClient,
    events: readonly FeedEntry[],
    { unheard, failures }: Said,
  ): Promise<Parked[] | undefined> {
    const { now, isPoison } = this.options;
    const at = now();
    const { name } = this.reader;
    if (unheard.size > 0 && (await parkedAmong(client, name, [...unheard])).size < unheard.size) return undefined;
    const failed = failures.flatMap(({ person, error }) => {
      const first = events.find(({ stream }) => stream === person);
      return first ? [toParked(name, first, reasonOf(error), at)] : [];
    });
    await park(client, failed);
    return [...failed, ...(await applyOrPark(client, this.reader, events, { at, isPoison }))];
  }
}

/** What came of `beforehand`: for whom it was not asked, and whom it could not speak about. */
interface Said {
  readonly unheard: ReadonlySet<string>;
  readonly failures: readonly PersonFailure[];
}
