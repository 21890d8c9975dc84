import type { Pool, PoolClient } from 'pg';
import type { EventStore, FeedEntry } from '#libs/event-store';
import { type Checkpoint, moveCheckpoint, readCheckpoint } from './checkpoint.ts';

/** Somebody who follows the log with a checkpoint of its own. */
export interface Reader {
  readonly name: string;
  /**
   * What a policy states because of a page, on connections of its own and before the page's transaction: held open
   * meanwhile it would hold back every reader's horizon. Must bear being done twice.
   */
  beforehand?(events: readonly FeedEntry[]): Promise<void>;
  /** Applies one page inside the transaction that moves the checkpoint; throwing leaves both untouched. */
  apply(client: PoolClient, events: readonly FeedEntry[]): Promise<void>;
}

export type Step = 'applied' | 'caught-up' | 'held-by-another';

/**
 * A page may be lost with the last half second when the database crashes, its checkpoint with it: it is applied again.
 * So the commit need not wait for the disk; facts always do.
 */
const BEGIN_PAGE = 'begin; set local synchronous_commit to off';

/** Carries pages of the feed to one reader: rows and checkpoint in one transaction, or neither. */
export class Follower {
  /** Where the last page ended; asked for again where another worker may have moved on. */
  private place: Checkpoint | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore<PoolClient>,
    readonly reader: Reader,
    private readonly options: { readonly pageSize: number; readonly now: () => Date },
  ) {}

  /** One page. The page is read before the transaction begins, so that a long page holds no horizon back. */
  async step(): Promise<Step> {
    const { name } = this.reader;
    const from = this.place ?? (await readCheckpoint(this.pool, name, await this.store.epoch()));
    this.place = undefined;
    const page = await this.store.readFeed(from, this.options.pageSize);
    if (page.events.length === 0) {
      this.place = from;
      return 'caught-up';
    }
    await this.reader.beforehand?.(page.events);
    const applied = page.events.reduce((highest, { position }) => Math.max(highest, position), from.applied);
    const next = { ...page.next, applied };
    if (!(await this.apply(page.events, from, next))) return 'held-by-another';
    this.place = next;
    return 'applied';
  }

  private async apply(events: readonly FeedEntry[], from: Checkpoint, next: Checkpoint): Promise<boolean> {
    const client = await this.pool.connect();
    try {
      await client.query(BEGIN_PAGE);
      const moved = await moveCheckpoint(client, this.reader.name, { from, next, at: this.options.now() });
      if (moved) await this.reader.apply(client, events);
      await client.query('commit');
      client.release();
      return moved;
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    }
  }
}
