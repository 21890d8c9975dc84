import type { ClientBase, Pool } from 'pg';
import { entriesOf, type FeedEntry } from '#libs/event-store';
import type { Parked } from './park.ts';

/** Condition: the reader `$1` has passed the event `e` of the person `$2`. */
const PASSED = '(e.xid, e.position) <= (select xid, position from feed.reached($1, $2))';

/**
 * The waiting events of one person: from an event up to the reader's place. Always includes that event itself, so that
 * a policy runs for it again.
 */
export async function waitingEvents(
  client: Pool | ClientBase,
  { reader, person, version }: Pick<Parked, 'reader' | 'person' | 'version'>,
): Promise<FeedEntry[]> {
  const { rows } = await client.query<FeedEntry>(entriesOf('$2', '$3', `(e.version = $3 or ${PASSED})`), [
    reader,
    person,
    version,
  ]);
  return rows;
}

/** The first event of one person from a version on that the reader has passed. */
export async function findPassed(
  client: ClientBase,
  { reader, person }: Parked,
  fromVersion: number,
): Promise<FeedEntry | undefined> {
  const { rows } = await client.query<FeedEntry>(`${entriesOf('$2', '$3', PASSED)} limit 1`, [
    reader,
    person,
    fromVersion,
  ]);
  return rows[0];
}

/** Records that these events are in the reader's answers since now, not since the reader passed them. */
export async function noteReplayed(
  client: ClientBase,
  { reader, person }: Parked,
  applied: readonly FeedEntry[],
  at: Date,
): Promise<void> {
  const [first, last] = [applied[0], applied.at(-1)];
  if (!first || !last) return;
  await client.query(
    `insert into feed.replayed (reader, person, from_version, to_version, at) values ($1, $2, $3, $4, $5)
     on conflict (reader, person, from_version) do update set to_version = excluded.to_version, at = excluded.at`,
    [reader, person, first.version, last.version, at],
  );
}
