import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import pg from 'pg';

/** Longest silence of a session with a waiting query before another connection queries its state, milliseconds. */
export const SILENT_MS = 5_000;
/** Longest time for that query to connect, and then to be answered, milliseconds. */
const QUERY_MS = 4_000;

/** A session that waits for its client is not at work: the request never arrived, or the answer is lost. */
const AT_WORK_SQL = `select pid from pg_stat_activity where state not like 'idle%'
  and wait_event_type is distinct from 'Client'`;
const NO_CONNECTION_FREE = '53300';

/** Sessions at work by process id; 'unknown' if the server answers but has no free connection. */
type AtWork = ReadonlySet<number> | 'unknown';

async function queryServer(config: pg.ClientConfig): Promise<AtWork> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: QUERY_MS, query_timeout: QUERY_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ pid: number }>(AT_WORK_SQL);
    return new Set(rows.map(({ pid }) => pid));
  } catch (error) {
    return (error as { code?: string }).code === NO_CONNECTION_FREE ? 'unknown' : new Set();
  } finally {
    void client.end().catch(() => undefined);
  }
}

const pending = new Map<string, Promise<AtWork>>();

/** Shares one query among all sessions that fall silent at once. */
function sessionsAtWork(config: pg.ClientConfig): Promise<AtWork> {
  const server = config.connectionString ?? `${config.host}:${config.port}/${config.database}`;
  const known = pending.get(server);
  if (known !== undefined) return known;
  const sessions = queryServer(config).finally(() => pending.delete(server));
  pending.set(server, sessions);
  return sessions;
}

/**
 * A session that notices a half-open connection. Keep-alive does not if something in between still answers, and a query
 * would wait for ever. A query may take as long as it needs: after each silence another connection asks the server
 * whether it is at work on it. If it is not, or the server does not answer either, the connection is ended and its
 * queries fail as unavailable.
 */
export class WatchedClient extends pg.Client {
  #waiting = false;
  #leaving = false;
  /** The last query: its text, or the stream of a COPY. */
  #lastQuery: unknown;

  constructor(readonly config: pg.ClientConfig) {
    super(config);
    const [query, end] = [this.query, this.end].map((call) => call.bind(this) as (...given: unknown[]) => unknown) as [
      Call,
      Call,
    ];
    Object.assign(this, {
      query: (...given: unknown[]) => {
        this.#waiting = true;
        this.#lastQuery = given[0];
        return query(...given);
      },
      end: (...given: unknown[]) => {
        this.#leaving = true;
        return end(...given);
      },
    });
    this.on('drain', () => (this.#waiting = false));
    this.once('connect', () => this.#watch(this.connection.stream as Socket));
  }

  #watch(stream: Socket): void {
    stream.setTimeout(SILENT_MS);
    stream.on('timeout', () => void this.#onSilence(stream));
  }

  async #onSilence(stream: Socket): Promise<void> {
    if (this.#leaving) return void stream.destroy();
    // The next query of an idle session restarts the timeout.
    if (!this.#waiting) return;
    const before = stream.bytesRead + stream.bytesWritten;
    if (!this.#isOurTurn(stream) && (await this.#isDead()) && stream.bytesRead + stream.bytesWritten === before) {
      stream.destroy(new Error('Connection terminated: the server was silent and not at work.'));
    } else if (!stream.destroyed) {
      stream.setTimeout(SILENT_MS);
    }
  }

  /**
   * Whether the server waits for this process: a COPY has nothing to send yet, or its reader is slow and has paused.
   */
  #isOurTurn(stream: Socket): boolean {
    const copy = this.#lastQuery;
    return stream.isPaused() || (copy instanceof Writable && !copy.writableEnded && copy.writableLength === 0);
  }

  async #isDead(): Promise<boolean> {
    const working = await sessionsAtWork(this.config);
    const { processID } = this as unknown as { processID: number };
    return this.#waiting && working !== 'unknown' && !working.has(processID);
  }
}

type Call = (...given: unknown[]) => unknown;
