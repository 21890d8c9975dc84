import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { StartupProblem } from '#libs/database';
import { loadKurrentLibrary } from './client.ts';
import { KurrentConnection } from './connection.ts';
import { Copier } from './copier.ts';
import { beginCopy, findCopiedLog } from './copied-place.ts';
import { KurrentEventStore } from './kurrent-store.ts';
import { LogId, readOrMakeLogId } from './log-id.ts';

export interface KurrentOptions {
  readonly pool: Pool;
  readonly url: string;
  readonly newId: () => string;
  /** Milliseconds since 1970, of the machine's own clock. */
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** The prefix of stream names, before the person's key. Another prefix is another log on the same server. */
  readonly prefix?: string;
  /** Deadline of a call, in milliseconds. */
  readonly deadlineMilliseconds?: number;
  /** Finds those of the streams whose person is in this database; if left out, all are taken as known. */
  readonly knownStreams?: (pool: Pool, streams: readonly string[]) => Promise<ReadonlySet<string>>;
}

export interface OpenKurrentStore {
  readonly store: KurrentEventStore;
  /** Whether the server answers now. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

const DEADLINE_MILLISECONDS = 5_000;
const FIRST_START_TRIES = 20;
/** The deadline of the health check, whose caller waits for the answer. */
const PATIENCE_MILLISECONDS = 1_500;

/** Opens the log on KurrentDB and starts copying it. @throws StartupProblem with a text for the operator */
export async function openKurrentStore(options: KurrentOptions): Promise<OpenKurrentStore> {
  const { pool, url, prefix = 'person-', deadlineMilliseconds = DEADLINE_MILLISECONDS } = options;
  const library = await loadKurrentLibrary();
  const connection = new KurrentConnection(library, url, deadlineMilliseconds);
  // A client of its own: if failed appends replace the other client, the subscription is not lost with it.
  const following = new KurrentConnection(library, url, deadlineMilliseconds);
  const close = async (): Promise<void> => {
    await Promise.all([connection.close(), following.close()]);
  };
  try {
    const value = (await findCopiedLog(pool)) ?? (await beginOn(connection, prefix, options));
    const logId = new LogId(connection, prefix, value);
    await refuseOther(logId);
    const knownStreams = options.knownStreams ?? ((_pool, streams) => Promise.resolve(new Set(streams)));
    const copying = { pool, prefix, connection: following, knownStreams };
    const copier = new Copier(copying, logId, options.now, logState(options.log));
    copier.start();
    return {
      store: new KurrentEventStore({ pool, prefix, logId, connection }),
      answers: () => logId.answersWithin(PATIENCE_MILLISECONDS),
      close: async () => {
        await copier.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @throws StartupProblem `log-on-kurrentdb` if the log of this database is continued on KurrentDB */
export async function refuseCopyAsLog(pool: Pool): Promise<void> {
  if ((await findCopiedLog(pool)) === undefined) return;
  throw new StartupProblem(
    'log-on-kurrentdb',
    'This database holds a copy of a log that is on KurrentDB; appending to the copy would make two logs of it. ' +
      'Start with EVENT_STORE=kurrentdb and its KURRENTDB_URL, or with an empty database.',
  );
}

async function beginOn(
  connection: KurrentConnection,
  prefix: string,
  { pool, newId }: KurrentOptions,
): Promise<string> {
  const { rowCount } = await pool.query('select 1 from log.events limit 1');
  if (rowCount) {
    throw new StartupProblem(
      'log-on-postgresql',
      'This database holds a log of its own, which KurrentDB would not have. ' +
        'Start without EVENT_STORE, or with an empty database.',
    );
  }
  const logId = await firstAnswer(() => readOrMakeLogId(connection, prefix, newId));
  await beginCopy(pool, logId);
  return (await findCopiedLog(pool)) ?? logId;
}

/** The first start needs the server, which may be starting at the same time. */
async function firstAnswer<T>(request: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await request();
    } catch (cause) {
      if (tried >= FIRST_START_TRIES) throw unreachable(cause);
      await pause(500);
    }
  }
}

function unreachable(cause: unknown): StartupProblem {
  const denied = (cause as { type?: unknown }).type === 'access-denied';
  return new StartupProblem(
    'kurrentdb-unreachable',
    denied
      ? 'KurrentDB refuses the user of KURRENTDB_URL. It needs one who may append, read streams and read $all.'
      : 'KurrentDB does not answer at KURRENTDB_URL. Check that it runs, the address, ' +
          'and tls=true or tls=false in the URL.',
  );
}

/** Waits for a server that does not answer now: statuses can be read meanwhile. Refuses a wrong server at once. */
async function refuseOther(logId: LogId): Promise<void> {
  await logId.verified().catch((error: unknown) => {
    if (error instanceof StartupProblem) throw error;
  });
}

function logState(log: KurrentOptions['log']): (works: boolean) => void {
  return (works) =>
    log(
      works
        ? 'KurrentDB answers again; the copy of the log goes on.'
        : 'KurrentDB does not answer; the copy of the log waits and goes on by itself.',
    );
}
