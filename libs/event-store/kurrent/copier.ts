import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { readCopiedPlace } from './copied-place.ts';
import { copyBatch, type Copying } from './copy-batch.ts';
import { type Arrived, FeedOfAll } from './feed-of-all.ts';
import type { LogId } from './log-id.ts';

export interface CopierParts extends Copying {
  readonly logId: LogId;
  readonly now: () => number;
  /** Called once when copying stops working, and once when it works again. */
  readonly onState: (works: boolean, error?: unknown) => void;
}

/** Whoever appended an event copies it at once; this is how long the copier leaves it to them, in milliseconds. */
const GRACE_MILLISECONDS = 250;
/** How long one that is not the copier waits before it asks again. */
const STAND_BY_MILLISECONDS = 2_000;
/** The client takes up its connection itself after most failures; after so many it is given a new start. */
const RENEW_AFTER = 5;
/** One copier per database; any constant of our own. */
const LOCK = 'select pg_try_advisory_lock(7205361, 13) as got';
const UNLOCK = 'select pg_advisory_unlock(7205361, 13)';

/**
 * Follows `$all` and copies what nobody copied: events of processes that died on the way, and all of them into an empty copy.
 * Every process has one, one of them at a time works; the place in PostgreSQL keeps even two from copying anything twice.
 */
export class Copier {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private works = true;

  constructor(private readonly parts: CopierParts) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        await this.turn(() => (failures = 0));
        await this.sleep(STAND_BY_MILLISECONDS);
      } catch (error) {
        failures += 1;
        this.tell(false, error);
        if (failures % RENEW_AFTER === 0) this.parts.connection.renew();
        await this.sleep(Math.min(5_000, 50 * 2 ** failures));
      }
    }
  }

  /** Copies for as long as this process holds the lock; returns at once where another one does. */
  private async turn(onCopied: () => void): Promise<void> {
    const client = await this.parts.pool.connect();
    let broken = false;
    client.on('error', () => (broken = true));
    try {
      const { rows } = await client.query<{ got: boolean }>(LOCK);
      if (!rows[0]?.got) return;
      await this.follow(client, () => {
        if (broken) throw new Error("the connection that holds the copier's lock is gone");
        onCopied();
      });
      await client.query(UNLOCK);
    } catch (error) {
      broken = true;
      throw error;
    } finally {
      client.removeAllListeners('error');
      // A connection that may still hold the lock is closed, which lets go of it.
      client.release(broken);
    }
  }

  private async follow(client: PoolClient, onCopied: () => void): Promise<void> {
    await this.parts.logId.verified();
    let from = await readCopiedPlace(client);
    const feed = new FeedOfAll(this.parts.connection, this.parts.prefix, from);
    try {
      for (;;) {
        const arrived = await feed.next(this.stopping.signal);
        if (!arrived) return;
        await this.leaveToWriters(arrived);
        await copyBatch(this.parts, { records: arrived.records, from, next: arrived.place });
        from = arrived.place;
        onCopied();
        this.tell(true);
      }
    } finally {
      await feed.stop();
    }
  }

  private async leaveToWriters({ records }: Arrived): Promise<void> {
    const newest = records.at(-1)?.created.getTime() ?? 0;
    if (Math.abs(this.parts.now() - newest) < 5_000) await this.sleep(GRACE_MILLISECONDS);
  }

  private tell(works: boolean, error?: unknown): void {
    if (works !== this.works) this.parts.onState(works, error);
    this.works = works;
  }

  private async sleep(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
