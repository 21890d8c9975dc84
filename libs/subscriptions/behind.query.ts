import type { ClientBase, Pool } from 'pg';

/** What is in the log of a person and not in a reader's rows. */
export interface Behind {
  /** The first such event's position. */
  readonly position: number;
  /** All of it waits until somebody replays it; waiting for the readers brings nothing. False for who is set aside. */
  readonly parked: boolean;
}

/**
 * Of these persons those of whom the log holds events that one of the readers has not applied: not yet, or not before a
 * replay. One statement for them all, person by person: the log is looked up by stream, however many ask.
 */
export async function findBehind(
  client: Pool | ClientBase,
  persons: readonly string[],
  readers: readonly string[],
): Promise<ReadonlyMap<string, Behind>> {
  const { rows } = await client.query<Behind & { person: string }>({
    name: 'reader-behind',
    text: `select asked.person, missing.position, missing.parked from unnest($1::uuid[]) asked (person), lateral (
        select min(position) as position, bool_and(parked) as parked from (
          select p.position, not p.aside as parked from feed.parked p where p.person = asked.person and p.reader = any($2)
          union all
          select e.position, false from unnest($2::text[]) r (reader) left join feed.checkpoints c using (reader)
            left join feed.partitions s on s.reader = c.reader and s.partition = feed.partition_of(asked.person, c.partitions)
            join log.events e on e.stream = asked.person
              and (e.xid, e.position) > (coalesce(s.xid, c.xid, '0'), coalesce(s.position, c.position, 0))
        ) missing having count(*) > 0
      ) missing`,
    values: [persons, readers],
  });
  return new Map(rows.map(({ person, position, parked }) => [person, { position, parked }]));
}

/** Whether answers of these readers about many persons may lack somebody's events until a replay; as known at a position if given. */
export async function isAnyoneParked(
  client: Pool | ClientBase,
  readers: readonly string[],
  position?: number,
): Promise<boolean> {
  const { rows } = await client.query<{ parked: boolean }>(
    'select exists (select 1 from feed.parked where reader = any($1) and ($2::bigint is null or position <= $2)) as parked',
    [readers, position ?? null],
  );
  return rows[0]?.parked ?? false;
}
