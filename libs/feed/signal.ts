import type { Pool, PoolClient } from 'pg';

const RECONNECT_MILLISECONDS = 1_000;

/** The channel that says the log has grown. */
export const LOG_CHANNEL = 'ungestatus_log';

/**
 * Tells every process that something is new. One NOTIFY per `gap` at most: each takes a server-wide lock
 * at commit, so one per append would put all writers in one queue. Readers poll as the net under a lost signal.
 */
export class Signal {
  private due: NodeJS.Timeout | undefined;
  private client: PoolClient | undefined;
  private stopped = false;

  constructor(
    private readonly pool: Pool,
    /** A constant of the code, never input. */
    private readonly channel: string,
    private readonly gapMilliseconds = 5,
  ) {}

  announce(): void {
    this.due ??= setTimeout(() => {
      this.due = undefined;
      this.pool.query(`notify ${this.channel}`).catch(() => undefined);
    }, this.gapMilliseconds);
  }

  /** Calls back on every announcement until stopped; a lost connection is taken up again. */
  async listen(onNews: () => void): Promise<void> {
    if (this.stopped) return;
    try {
      const client = await this.pool.connect();
      this.client = client;
      client.on('notification', onNews);
      client.once('error', () => this.listenAgain(onNews));
      await client.query(`listen ${this.channel}`);
    } catch {
      this.listenAgain(onNews);
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.due);
    this.client?.release(true);
    this.client = undefined;
  }

  private listenAgain(onNews: () => void): void {
    this.client?.release(true);
    this.client = undefined;
    if (!this.stopped) setTimeout(() => void this.listen(onNews), RECONNECT_MILLISECONDS).unref();
  }
}
