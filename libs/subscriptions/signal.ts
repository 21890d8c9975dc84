import type { Pool } from 'pg';

const RECONNECT_MILLISECONDS = 1_000;
/**
 * The interval at which a listening connection is checked: it gets no error if the network connection is silently lost.
 */
const HEARTBEAT_MILLISECONDS = 10_000;

/** The channel on which the growth of the log is announced. */
export const LOG_CHANNEL = 'ungestatus_log';

/**
 * Signals new events to every process. Sends at most one NOTIFY per `gapMilliseconds`: each takes a server-wide lock at
 * commit, so one per append would put all writers in one queue. Readers also poll, as a safeguard against a lost
 * signal.
 */
export class Signal {
  private due: NodeJS.Timeout | undefined;
  private release: () => void = () => undefined;
  private stopped = false;

  constructor(
    private readonly pool: Pool,
    /** A constant of the code, never input. */
    private readonly channel: string,
    private readonly gapMilliseconds = 5,
    private readonly heartbeatMilliseconds = HEARTBEAT_MILLISECONDS,
  ) {}

  announce(): void {
    this.due ??= setTimeout(() => {
      this.due = undefined;
      this.pool.query(`notify ${this.channel}`).catch(() => undefined);
    }, this.gapMilliseconds);
  }

  /**
   * Calls back on every announcement until stopped. Reconnects after a lost connection, also one that is lost silently.
   */
  async listen(onNews: () => void): Promise<void> {
    if (this.stopped) return;
    const client = await this.pool.connect().catch(() => undefined);
    if (!client) return this.listenAgain(onNews);
    let heartbeat: NodeJS.Timeout | undefined;
    const release = once(() => {
      clearTimeout(heartbeat);
      client.release(true);
    });
    // An error may come as an event and as a failed query. It is one loss, and one connection replaces the lost one.
    const lost = once(() => {
      release();
      this.listenAgain(onNews);
    });
    this.release = release;
    const tryQuery = (sql: string): Promise<boolean> =>
      client.query(sql).then(
        () => true,
        () => (lost(), false),
      );
    const beat = (): void => {
      heartbeat = setTimeout(
        () => void tryQuery('select 1').then((there) => there && beat()),
        this.heartbeatMilliseconds,
      ).unref();
    };
    client.on('notification', onNews);
    client.once('error', lost);
    if (this.stopped) return release();
    if (await tryQuery(`listen ${this.channel}`)) beat();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.due);
    this.release();
  }

  private listenAgain(onNews: () => void): void {
    if (!this.stopped) setTimeout(() => void this.listen(onNews), RECONNECT_MILLISECONDS).unref();
  }
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
