import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import pg from 'pg';

/** How long a session may say nothing while a query waits for it, before the server is asked about it; milliseconds. */
export const SILENT_MS = 5_000;
/** How long that question may take to connect, and then to be answered; milliseconds. */
const ASK_MS = 4_000;

/** One that waits for us to send or to read is not at work: what we sent never came, or what it said is lost. */
const AT_WORK_SQL = `select pid from pg_stat_activity where state not like 'idle%' and wait_event_type is distinct from 'Client'`;
const NO_CONNECTION_FREE = '53300';

/** Sessions at work by their process id; 'unknown' where the server answers and has no connection free to say more. */
type AtWork = ReadonlySet<number> | 'unknown';

async function askServer(config: pg.ClientConfig): Promise<AtWork> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: ASK_MS, query_timeout: ASK_MS });
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

const asking = new Map<string, Promise<AtWork>>();

/** However many sessions fall silent at once, the server is asked once. */
function sessionsAtWork(config: pg.ClientConfig): Promise<AtWork> {
  const server = config.connectionString ?? `${config.host}:${config.port}/${config.database}`;
  const known = asking.get(server);
  if (known !== undefined) return known;
  const asked = askServer(config).finally(() => asking.delete(server));
  asking.set(server, asked);
  return asked;
}

/**
 * A session that notices when the way to its server is gone without a word (a half-open connection): keep-alive does not,
 * where something in between still answers, and a query would wait for ever. A query may take as long as it needs: after each
 * silence the server is asked on another connection whether it is at work on it. Where it is not, or does not answer
 * either, the connection is ended and its queries fail as unavailable.
 */
export class HeardClient extends pg.Client {
  #waiting = false;
  #leaving = false;
  /** What the last query was given: its text, or the stream of a COPY. */
  #saying: unknown;

  constructor(readonly config: pg.ClientConfig) {
    super(config);
    const [query, end] = [this.query, this.end].map((call) => call.bind(this) as (...given: unknown[]) => unknown) as [
      Call,
      Call,
    ];
    Object.assign(this, {
      query: (...given: unknown[]) => {
        this.#waiting = true;
        this.#saying = given[0];
        return query(...given);
      },
      end: (...given: unknown[]) => {
        this.#leaving = true;
        return end(...given);
      },
    });
    this.on('drain', () => (this.#waiting = false));
    this.once('connect', () => this.#hear(this.connection.stream as Socket));
  }

  #hear(stream: Socket): void {
    stream.setTimeout(SILENT_MS);
    stream.on('timeout', () => void this.#onSilence(stream));
  }

  async #onSilence(stream: Socket): Promise<void> {
    if (this.#leaving) return void stream.destroy();
    // An idle session's next query starts the time anew by itself.
    if (!this.#waiting) return;
    const before = stream.bytesRead + stream.bytesWritten;
    if (!this.#isOurTurn(stream) && (await this.#isDead()) && stream.bytesRead + stream.bytesWritten === before) {
      stream.destroy(new Error('Connection terminated: the server was silent and not at work.'));
    } else if (!stream.destroyed) {
      stream.setTimeout(SILENT_MS);
    }
  }

  /** The server waits for us: a COPY has nothing to send yet, or its reader is slow and has paused. */
  #isOurTurn(stream: Socket): boolean {
    const copy = this.#saying;
    return stream.isPaused() || (copy instanceof Writable && !copy.writableEnded && copy.writableLength === 0);
  }

  async #isDead(): Promise<boolean> {
    const working = await sessionsAtWork(this.config);
    const { processID } = this as unknown as { processID: number };
    return this.#waiting && working !== 'unknown' && !working.has(processID);
  }
}

type Call = (...given: unknown[]) => unknown;
