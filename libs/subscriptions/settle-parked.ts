import type { ClientBase } from 'pg';
import { lastVersionOf } from '#libs/event-store';
import { type Parked, park } from './park.ts';

/**
 * Replaces the parked streams of a reader whose rows were all rebuilt: exactly these are parked. A stream that was
 * parked before keeps its date; one that is released is noted as replayed. The caller holds the reader's checkpoint.
 */
export async function settleParked(client: ClientBase, reader: string, parked: readonly Parked[]): Promise<void> {
  const persons = parked.map(({ person }) => person);
  const { rows } = await client.query<{ person: string; since: string }>(
    `with gone as (delete from feed.parked where reader = $1 returning *),
       noted as (insert into feed.replayed (reader, person, from_version, to_version, at)
         select reader, person, version, ${lastVersionOf('person')}, now() from gone where person <> all($2::uuid[])
         on conflict (reader, person, from_version) do update set to_version = excluded.to_version, at = excluded.at)
     select person, parked_at as since from gone`,
    [reader, persons],
  );
  const since = new Map(rows.map((row) => [row.person, row.since]));
  await park(
    client,
    parked.map((one) => ({ ...one, since: since.get(one.person) ?? one.since })),
  );
}
