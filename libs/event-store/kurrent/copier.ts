import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { readCopiedPlace } from './copied-place.ts';
import { copyBatch, type Copying } from './copy-batch.ts';
import { type Arrived, FeedOfAll } from './feed-of-all.ts';
import type { LogId } from './log-id.ts';

/** The process that appends an event copies it at once; the copier first waits so long for that, in milliseconds. */
const GRACE_MILLISECONDS = 250;
/** The interval at which a process without the lock tries to become the copier. */
const STAND_BY_MILLISECONDS = 2_000;
/** Failures in a row after which the client is replaced. After most failures the client reconnects by itself. */
const RENEW_AFTER = 5;
/** One copier per database. The key is an arbitrary constant of this project. */
const LOCK = 'select pg_try_advisory_lock(7205361, 13) as got';
const UNLOCK = 'select pg_advisory_unlock(7205361, 13)';

/**
 * Follows `$all` and copies the events that are not copied yet: those of processes that died before copying, and all
 * events into an empty copy. Every process has a copier, and one at a time works. The place in PostgreSQL prevents
 * double copies even if two work.
 */
export class Copier {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private works = true;

  constructor(
    private readonly copying: Copying,
    private readonly logId: LogId,
    private readonly now: () => number,
    /** Called once when copying stops working, and once when it works again. */
    private readonly onState: (works: boolean, error?: unknown) => void,
  ) {}

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
        if (failures % RENEW_AFTER === 0) this.copying.connection.renew();
        await this.sleep(Math.min(5_000, 50 * 2 ** failures));
      }
    }
  }

  /** Copies while this process holds the lock. Returns at once if another process holds it. */
  private async turn(onCopied: () => void): Promise<void> {
    const client = await this.copying.pool.connect();
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
      // Closes a connection that may still hold the lock, which releases it.
      client.release(broken);
    }
  }

  private async follow(client: PoolClient, onCopied: () => void): Promise<void> {
    await this.logId.verified();
    let from = await readCopiedPlace(client);
    const feed = new FeedOfAll(this.copying.connection, this.copying.prefix, from);
    try {
      for (;;) {
        const arrived = await feed.next(this.stopping.signal);
        if (!arrived) return;
        await this.leaveToWriters(arrived);
        await copyBatch(this.copying, { records: arrived.records, from, next: arrived.place });
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
    if (Math.abs(this.now() - newest) < 5_000) await this.sleep(GRACE_MILLISECONDS);
  }

  private tell(works: boolean, error?: unknown): void {
    if (works !== this.works) this.onState(works, error);
    this.works = works;
  }

  private async sleep(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
