import type { ClientBase, Pool } from 'pg';
import { eventsOf, isAfter } from '#libs/event-store';

/** The events of a person that are in the log and not in a reader's rows. */
export interface Behind {
  /** The position of the first such event. */
  readonly position: number;
  /**
   * True if all of them wait for a replay, so that waiting for the readers is useless. False for a person who is set
   * aside.
   */
  readonly parked: boolean;
}

/**
 * Finds those of the persons for whom the log holds events that one of the readers has not applied: not yet, or not
 * before a replay. One statement for all of them that reads the log by stream, for any number of persons.
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
          select p.position, not p.aside as parked from feed.parked p
          where p.person = asked.person and p.reader = any($2)
          union all
          select e.position, false from unnest($2::text[]) r (reader) left join feed.checkpoints c using (reader)
            left join feed.partitions s on s.reader = c.reader
            and s.partition = feed.partition_of(asked.person, c.partitions)
            join ${eventsOf('asked.person')}
              and ${isAfter({ xid: "coalesce(s.xid, c.xid, '0')", position: 'coalesce(s.position, c.position, 0)' })}
        ) missing having count(*) > 0
      ) missing`,
    values: [persons, readers],
  });
  return new Map(rows.map(({ person, position, parked }) => [person, { position, parked }]));
}

/**
 * Whether a stream is parked, so that answers of these readers about many persons lack its events until a replay; as
 * known at a position if given.
 */
export async function hasParkedStream(
  client: Pool | ClientBase,
  readers: readonly string[],
  position?: number,
): Promise<boolean> {
  const { rows } = await client.query<{ parked: boolean }>(
    `select exists (select 1 from feed.parked where reader = any($1)
     and ($2::bigint is null or position <= $2)) as parked`,
    [readers, position ?? null],
  );
  return rows[0]?.parked ?? false;
}
