import type { ClientBase, Pool } from 'pg';
import type { FeedEntry } from '#libs/event-store';

/** One person a reader cannot go on with, and the event it stands before. */
export interface Parked {
  readonly reader: string;
  readonly person: string;
  /** The first event not applied: version in the person's stream, position in the log. */
  readonly version: number;
  readonly position: number;
  readonly eventId: string;
  readonly eventType: string;
  /** Never a value of the event (`reasonOf`). */
  readonly reason: string;
  /** Answers of this reader about the person stand still since then. */
  readonly since: string;
}

const COLUMNS = `reader, person, version, position, event_id as "eventId", event_type as "eventType", reason, parked_at as since`;

/** What to do about a parked person, for whoever runs the service. */
export const PARKED_REMEDY =
  'fix the code, or have the sender withdraw the report (report-withdrawn), then: npx ungestatus parked replay';

export function toParked(reader: string, event: Omit<FeedEntry, 'type'> & { readonly type: string }, reason: string, at: Date): Parked {
  return {
    reader,
    person: event.stream,
    version: event.version,
    position: event.position,
    eventId: event.eventId,
    eventType: event.type,
    reason,
    since: at.toISOString(),
  };
}

/** Who of these persons waits, of this reader. */
export async function parkedAmong(client: Pool | ClientBase, reader: string, persons: readonly string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ person: string }>({
    name: 'parked-among',
    text: 'select person from feed.parked where reader = $1 and person = any($2::uuid[])',
    values: [reader, persons],
  });
  return new Set(rows.map((row) => row.person));
}

/** Parks persons; who waits already goes on waiting before the earlier event. */
export async function park(client: Pool | ClientBase, parked: readonly Parked[]): Promise<void> {
  if (parked.length === 0) return;
  const column = <Key extends keyof Parked>(key: Key): Parked[Key][] => parked.map((one) => one[key]);
  await client.query(
    `insert into feed.parked (reader, person, version, position, event_id, event_type, reason, parked_at)
     select * from unnest($1::text[], $2::uuid[], $3::int[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::timestamptz[])
     on conflict (reader, person) do nothing`,
    [
      column('reader'), column('person'), column('version'), column('position'),
      column('eventId'), column('eventType'), column('reason'), column('since'),
    ],
  );
}

export interface ParkedFilter {
  readonly reader?: string | undefined;
  readonly person?: string | undefined;
}

/** Everybody who waits, longest first. */
export async function listParked(pool: Pool, { reader, person }: ParkedFilter = {}): Promise<Parked[]> {
  const { rows } = await pool.query<Parked>(
    `select ${COLUMNS} from feed.parked where ($1::text is null or reader = $1) and ($2::uuid is null or person = $2)
     order by parked_at, reader, person`,
    [reader ?? null, person ?? null],
  );
  return rows;
}

/** One person's row, held for the rest of the transaction. */
export async function findParked(client: ClientBase, reader: string, person: string): Promise<Parked | undefined> {
  const { rows } = await client.query<Parked>(`select ${COLUMNS} from feed.parked where reader = $1 and person = $2 for update`, [reader, person]);
  return rows[0];
}
