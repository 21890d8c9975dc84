import type { Pool, PoolClient } from 'pg';
import type { EventStore, FeedEntry } from '#libs/event-store';
import { holdCheckpoint, moveCheckpoint, readCheckpoint } from './checkpoint.ts';

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

/** Carries pages of the feed to one reader: rows and checkpoint in one transaction, or neither. */
export class Follower {
  private epoch: string | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore<PoolClient>,
    readonly reader: Reader,
    private readonly options: { readonly pageSize: number; readonly now: () => Date },
  ) {}

  /** One page. The page is read before the transaction begins, so that a long page holds no horizon back. */
  async step(): Promise<Step> {
    this.epoch ??= await this.store.epoch();
    const { name } = this.reader;
    const from = await readCheckpoint(this.pool, name, this.epoch);
    const page = await this.store.readFeed(from, this.options.pageSize);
    if (page.events.length === 0) return 'caught-up';
    await this.reader.beforehand?.(page.events);
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const held = await holdCheckpoint(client, name, from);
      if (held) {
        await this.reader.apply(client, page.events);
        const applied = Math.max(...page.events.map((event) => event.position));
        await moveCheckpoint(client, name, { ...page.next, applied }, this.options.now());
      }
      await client.query('commit');
      client.release();
      return held ? 'applied' : 'held-by-another';
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    }
  }
}
