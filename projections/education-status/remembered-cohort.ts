import type { ClientBase, Pool } from 'pg';
import type { Day } from '#events/stored';
import type { CohortCount, CohortQuestion } from './cohort-count.ts';

/** A count, of a day as known at a log position. */
export interface CountedAt extends CohortCount {
  readonly validOn: Day;
  readonly knownAt: number;
}

/** What a count rests on, as seen when it was counted (0095-remembered-cohorts.table.sql). */
export interface Standing {
  readonly restsOn: string;
  readonly waiting: string;
  readonly xid: string;
  readonly place: number;
  /** Whether both readers had come to the position: else the next event they apply undoes the count. */
  readonly reached: boolean;
}

const READERS = `('education-status', 'residence')`;

/** A file is a table's own for as long as its rows are: a switch and a truncation give another. */
const RESTS_ON = `(select concat_ws(' ', pg_relation_filenode('education_status.spells'), pg_relation_filenode('residence.spells'),
  (select string_agg(epoch, ' ' order by reader) from feed.checkpoints where reader in ${READERS})))`;

const waitingAt = (position: string): string =>
  `(select coalesce(md5(string_agg(concat_ws(' ', reader, person, version), ',' order by reader, person)), '') from feed.parked
    where reader in ${READERS} and feed.parked.position <= ${position})`;

/** Nothing the readers had not come to then lies at or before the position; a person's partition is at or after the checkpoint. */
const settledAt = (xid: string, place: string, position: string): string =>
  `not exists (select 1 from log.events e where (e.xid, e.position) > (${xid}, ${place}) and e.position <= ${position})`;

/**
 * In the transaction that asks and counts: one snapshot for all its questions, and no switch of the tables before it ends.
 * The locks come first, so the snapshot is of the tables they name. Costs are guessed so high that PostgreSQL would compile
 * every question, which takes it longer than to answer.
 */
export const BEGIN_COUNTING =
  'begin isolation level repeatable read read only; set local jit to off; lock table education_status.spells, residence.spells in access share mode';

/** What a difference may span: beyond, counting anew is cheaper. */
export interface Furthest {
  readonly positions: number;
  readonly days: number;
}

/** The count of the question's place that is nearest to it, first in days, then in knowledge, and holds still. */
export async function findRemembered(client: ClientBase, { validOn, municipality, position }: CohortQuestion, furthest: Furthest): Promise<CountedAt | undefined> {
  const { rows } = await client.query<CountedAt>(
    `select valid_on as "validOn", known_at as "knownAt", statuses, institutions from education_status.remembered_cohorts c
     where valid_on between $1::date - $4::integer and $1::date + $4::integer and municipality is not distinct from $2 and abs(known_at - $3::bigint) <= $5
       and rests_on = ${RESTS_ON} and waiting = ${waitingAt('c.known_at')} and ${settledAt('c.xid', 'c.place', 'c.known_at')}
     order by abs(valid_on - $1::date), abs(known_at - $3::bigint) limit 1`,
    [validOn, municipality ?? null, position, furthest.days, furthest.positions],
  );
  return rows[0];
}

/** What a count as known at a position rests on in the transaction at hand. */
export async function readStanding(client: ClientBase, position: number): Promise<Standing> {
  const { rows } = await client.query<Standing>(
    `with readers as (select coalesce(c.xid, '0') as xid, coalesce(c.position, 0) as position, coalesce(c.applied, 0) as applied
        from (values ('education-status'), ('residence')) r (reader) left join feed.checkpoints c using (reader))
     select ${RESTS_ON} as "restsOn", ${waitingAt('$1')} as waiting, xid::text as xid, position as place,
       $1 <= (select min(applied) from readers) as reached from readers order by readers.xid, position limit 1`,
    [position],
  );
  const [standing] = rows;
  if (!standing) throw new Error('PostgreSQL gave no row where there is always one');
  return standing;
}

/** Of one day and place, and of all. */
const KEPT_OF_ONE = 4;
const KEPT = 1_000;

/** Of a day and place the newest stay: where the last turns out to have missed an event, an earlier one still holds. */
export async function remember(pool: Pool, municipality: string | undefined, counted: CountedAt, standing: Standing): Promise<void> {
  await pool.query(
    `with kept as (insert into education_status.remembered_cohorts (valid_on, municipality, known_at, rests_on, waiting, xid, place, statuses, institutions)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)),
       of_one as (select id from education_status.remembered_cohorts where valid_on = $1 and municipality is not distinct from $2 order by id desc offset ${KEPT_OF_ONE - 1}),
       of_all as (select id from education_status.remembered_cohorts order by id desc offset ${KEPT - 1})
     delete from education_status.remembered_cohorts where id in (select id from of_one union all select id from of_all)`,
    [
      counted.validOn, municipality ?? null, counted.knownAt, standing.restsOn, standing.waiting, standing.xid, standing.place,
      JSON.stringify(counted.statuses), JSON.stringify(counted.institutions),
    ],
  );
}
