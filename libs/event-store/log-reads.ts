import type { Pool } from 'pg';
import type { StreamHead } from './event.ts';
import type { FeedEntry } from './store.ts';

export async function countEvents(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ events: number }>('select count(*) as events from log.events');
  return rows[0]?.events ?? 0;
}

export async function isInLog(pool: Pool, eventId: string): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(
    'select exists (select from log.events where event_id = $1) as there',
    [eventId],
  );
  return rows[0]?.there ?? false;
}

/** @returns the size of the log with its indexes, in bytes */
export async function logBytes(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>("select pg_total_relation_size('log.events')::float8 as bytes");
  return rows[0]?.bytes ?? 0;
}

/** The heads of streams; a stream without events is left out. */
export async function findHeads(
  pool: Pool,
  streams: readonly string[],
): Promise<readonly (StreamHead & { readonly stream: string })[]> {
  const { rows } = await pool.query<StreamHead & { stream: string }>(
    `select distinct on (stream) stream, version, chain from log.events where stream = any($1::uuid[])
     order by stream, version desc`,
    [streams],
  );
  return rows;
}

/** The last event of each stream. */
export async function findLastEntries(pool: Pool, streams: readonly string[]): Promise<readonly FeedEntry[]> {
  const { rows } = await pool.query<FeedEntry>(
    `select distinct on (stream) position, event_id as "eventId", stream, version, type from log.events
       where stream = any($1::uuid[]) order by stream, version desc`,
    [streams],
  );
  return rows;
}

/** An event at a place of the log. */
export interface HeldPlace {
  readonly position: number;
  readonly xid: string;
  readonly eventId: string;
}

/** @returns ids of the events that the log holds at exactly these places */
export async function heldAt(pool: Pool, places: readonly HeldPlace[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ event_id: string }>({
    name: 'pages-held',
    text: `select event_id from log.events
      join unnest($1::bigint[], $2::xid8[], $3::uuid[]) page (position, xid, event_id)
      using (position, xid, event_id)`,
    values: [
      places.map(({ position }) => position),
      places.map(({ xid }) => xid),
      places.map(({ eventId }) => eventId),
    ],
  });
  return new Set(rows.map((row) => row.event_id));
}
