import type { ClientBase, Pool } from 'pg';
import type { FeedEntry } from '#libs/event-store';

/** A parked stream: one person with whom a reader cannot continue, and the event before which it stopped. */
export interface Parked {
  readonly reader: string;
  readonly person: string;
  /** The first event not applied: version in the person's stream, position in the log. */
  readonly version: number;
  readonly position: number;
  readonly eventId: string;
  readonly eventType: string;
  /** Never contains a value of the event (`reasonOf`). */
  readonly reason: string;
  /** The time since which answers of this reader about the person have not changed. */
  readonly since: string;
}

const COLUMNS =
  'reader, person, version, position, event_id as "eventId", ' +
  'event_type as "eventType", reason, parked_at as since';

/** The remedy for a parked stream, for the operator. */
export const PARKED_REMEDY =
  'fix the code, or have the sender withdraw the report (report-withdrawn), then: npx ungestatus parked replay';

export function toParked(
  reader: string,
  event: Omit<FeedEntry, 'type'> & { readonly type: string },
  reason: string,
  at: Date,
): Parked {
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

/** Those of the persons whose streams are parked or set aside for this reader. */
export async function parkedAmong(
  client: Pool | ClientBase,
  reader: string,
  persons: readonly string[],
): Promise<Set<string>> {
  const { rows } = await client.query<{ person: string }>({
    name: 'parked-among',
    text: 'select person from feed.parked where reader = $1 and person = any($2::uuid[])',
    values: [reader, persons],
  });
  return new Set(rows.map((row) => row.person));
}

/** Parks streams. A stream that is already parked stays parked before the earlier event. */
export function park(client: Pool | ClientBase, parked: readonly Parked[]): Promise<void> {
  return wait(client, parked, false);
}

/**
 * Sets persons aside: their events wait as those of parked streams do, but are caught up without an operator. A person
 * who already waits stays as before.
 */
export function setAside(client: Pool | ClientBase, aside: readonly Parked[]): Promise<void> {
  return wait(client, aside, true);
}

async function wait(client: Pool | ClientBase, waiting: readonly Parked[], aside: boolean): Promise<void> {
  if (waiting.length === 0) return;
  const column = <Key extends keyof Parked>(key: Key): Parked[Key][] => waiting.map((one) => one[key]);
  await client.query(
    `insert into feed.parked (reader, person, version, position, event_id, event_type, reason, parked_at, aside)
     select *, $9::boolean
     from unnest($1::text[], $2::uuid[], $3::int[], $4::bigint[], $5::uuid[], $6::text[], $7::text[],
     $8::timestamptz[])
     on conflict (reader, person) do nothing`,
    [
      column('reader'),
      column('person'),
      column('version'),
      column('position'),
      column('eventId'),
      column('eventType'),
      column('reason'),
      column('since'),
      aside,
    ],
  );
}

export interface ParkedFilter {
  readonly reader?: string | undefined;
  readonly person?: string | undefined;
}

/** All parked streams, longest first. */
export async function listParked(pool: Pool, { reader, person }: ParkedFilter = {}): Promise<Parked[]> {
  const { rows } = await pool.query<Parked>(
    `select ${COLUMNS} from feed.parked where not aside and ($1::text is null or reader = $1)
     and ($2::uuid is null or person = $2)
     order by parked_at, reader, person`,
    [reader ?? null, person ?? null],
  );
  return rows;
}

/** Locks the row of one parked stream for the rest of the transaction. */
export async function findParked(client: ClientBase, reader: string, person: string): Promise<Parked | undefined> {
  const { rows } = await client.query<Parked>(
    `select ${COLUMNS} from feed.parked where reader = $1 and person = $2 and not aside for update`,
    [reader, person],
  );
  return rows[0];
}

/** The person that was set aside first, of a reader. */
export async function findAside(client: Pool | ClientBase, reader: string): Promise<Parked | undefined> {
  const { rows } = await client.query<Parked>({
    name: 'find-aside',
    text: `select ${COLUMNS} from feed.parked where reader = $1 and aside order by parked_at, person limit 1`,
    values: [reader],
  });
  return rows[0];
}

/**
 * Keeps other workers, and the switch of a rebuilt table, away from a person set aside until the transaction ends. Uses
 * advisory locks: a lock on the row would take a transaction id, and every reader waits for the oldest.
 * @returns false if another worker has the person, the table is being switched, or the person is no longer set aside
 */
export async function holdAside(client: ClientBase, { reader, person, version }: Parked): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    `select pg_try_advisory_xact_lock_shared(feed.aside_lock($1))
     and pg_try_advisory_xact_lock(feed.aside_lock($1 || ' ' || $2)) as held`,
    [reader, person],
  );
  if (rows[0]?.held !== true) return false;
  const { rowCount } = await client.query(
    'select from feed.parked where reader = $1 and person = $2 and version = $3 and aside',
    [reader, person, version],
  );
  return rowCount === 1;
}

/**
 * Waits until no person of a reader is being caught up, and prevents further catching up until the transaction ends.
 * Call before `feed.hold`, in the same order as the lane.
 */
export async function holdLane(client: ClientBase, reader: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock(feed.aside_lock($1))', [reader]);
}

/**
 * Ends the waiting of a person set aside.
 * @throws if the row has changed in the meantime: the computed rows are then outdated
 */
export async function endAside(client: ClientBase, { reader, person, version }: Parked): Promise<void> {
  const { rowCount } = await client.query(
    'delete from feed.parked where reader = $1 and person = $2 and version = $3 and aside',
    [reader, person, version],
  );
  if (rowCount !== 1) throw new Error('somebody else caught the person up meanwhile');
}
