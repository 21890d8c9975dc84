import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { type EventStore, openKurrentStore, PostgresEventStore, refuseCopyAsLog, wakeLogTime } from '#libs/event-store';
import type { Config } from './config.ts';

/** The log, wherever it is, and what lets go of it. */
export interface OpenLog {
  readonly store: EventStore<PoolClient>;
  /** Whether KurrentDB answers now; missing where the log is on PostgreSQL. */
  answers?(): Promise<boolean>;
  close(): Promise<void>;
}

/** @throws StartupProblem where the database belongs to a log elsewhere, or KurrentDB cannot be had */
export async function openLog({ kurrentUrl: url }: Config, pool: Pool, log: (line: string) => void): Promise<OpenLog> {
  await wakeLogTime(pool);
  if (url !== undefined)
    return openKurrentStore({ pool, url, log, newId: randomUUID, now: () => Date.now(), knownStreams });
  await refuseCopyAsLog(pool);
  return { store: new PostgresEventStore(pool), close: () => Promise.resolve() };
}

/** A stream is a person; without the person's key nothing can be read in it. */
async function knownStreams(pool: Pool, streams: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ person: string }>(
    'select person from person_keys.persons where person = any($1::uuid[])',
    [streams],
  );
  return new Set(rows.map(({ person }) => person));
}
