import type { ClientBase, Pool } from 'pg';
import { longPersons } from '#libs/bitemporal';
import { hasEventAfter } from '#libs/event-store';
import { checkpointsOf, digestOfParked, epochsOf } from '#libs/subscriptions';
import type { Day } from '#events/model/stored';
import type { Cell } from './cohort-cells.ts';
import type { AgeSplit, CohortQuestion, SecretSplit } from './cohort-count.ts';

/** A count on a day as known at a log position. */
export interface CountedAt {
  readonly validOn: Day;
  readonly knownAt: number;
  readonly split: AgeSplit | SecretSplit;
  readonly cells: readonly Cell[];
}

/** The last position that a count depends on. */
export function restsUntil({ knownAt, split }: Pick<CountedAt, 'knownAt' | 'split'>): number {
  return split.kind === 'ages' ? Math.max(knownAt, split.agedAt) : knownAt;
}

/**
 * SQL of the name of a split. `key` is the key of the secret numbers or null: counts with different keys are not
 * comparable.
 */
const nameOf = (key: string): string =>
  `coalesce('secrets ' || encode(substr(sha256(${key}::bytea), 1, 8), 'hex'), 'ages')`;
const keyOf = (split: AgeSplit | SecretSplit): Buffer | null => (split.kind === 'secrets' ? split.key : null);

/** The state that a count depends on, as read when it was counted (0135-remembered-cohorts.table.sql). */
export interface CountBasis {
  readonly restsOn: string;
  readonly waiting: string;
  readonly xid: string;
  readonly place: number;
  /** True if both readers had reached the position; otherwise the next event they apply invalidates the count. */
  readonly reached: boolean;
}

const READERS = `('education-status', 'residence')`;

/**
 * Identifies the tables by their files: a table has the same file as long as it has the same rows, and a switch or a
 * truncation gives it another.
 */
const RESTS_ON = `(select concat_ws(' ', pg_relation_filenode('education_status.spells'),
  pg_relation_filenode('residence.spells'),
  ${epochsOf(READERS)}))`;

/** SQL of the parked streams and of those with long streams, who are counted apart. */
const waitingAt = (position: string): string =>
  `(select concat(${digestOfParked(READERS, position)},
    (select md5(string_agg(person::text, ',' order by person)) from (${longPersons()}) long)))`;

/**
 * True if every event at or before the position lies before the readers' place. A person's partition is at or after the
 * checkpoint.
 */
const settledAt = (xid: string, place: string, position: string): string =>
  `not ${hasEventAfter({ xid, position: place }, `e.position <= ${position}`)}`;

/**
 * Begins the transaction that finds and counts: one snapshot for all its statements, and no switch of the tables before
 * it ends. Takes the locks first, so the snapshot contains the tables they name. Turns the JIT off: PostgreSQL
 * estimates the costs so high that it would compile every statement, which takes longer than the answer.
 */
export const BEGIN_COUNTING =
  'begin isolation level repeatable read read only; set local jit to off; ' +
  'lock table education_status.spells, residence.spells in access share mode';

/** The largest difference; beyond it a new count is cheaper. */
export interface Furthest {
  readonly positions: number;
  readonly days: number;
}

interface Row {
  readonly validOn: Day;
  readonly knownAt: number;
  readonly fullAfter: Day | null;
  readonly shownAfter: Day | null;
  readonly agedAt: number | null;
  readonly cells: readonly Cell[];
}

/** Finds the valid count of the question's place that is nearest to it, first in days, then in knowledge and ages. */
export async function findRemembered(
  client: ClientBase,
  { validOn, municipality, position, split }: CohortQuestion,
  furthest: Furthest,
): Promise<CountedAt | undefined> {
  const { rows } = await client.query<Row>(
    `select valid_on as "validOn", known_at as "knownAt", full_after as "fullAfter", shown_after as "shownAfter",
      aged_at as "agedAt", cells
     from education_status.remembered_cohorts c
     where valid_on between $1::date - $4::integer and $1::date + $4::integer and municipality is not distinct from $2
       and abs(known_at - $3::bigint) <= $5
       and split = ${nameOf('$6')} and (aged_at is null or abs(aged_at - $7::bigint) <= $5
         and abs(full_after - $8::date) <= $4 and abs(shown_after - $9::date) <= $4)
       and rests_on = ${RESTS_ON} and waiting = ${waitingAt('c.rests_until')}
         and ${settledAt('c.xid', 'c.place', 'c.rests_until')}
     order by abs(valid_on - $1::date), abs(known_at - $3::bigint), abs(full_after - $8::date),
       abs(aged_at - $7::bigint) limit 1`,
    [validOn, municipality ?? null, position, furthest.days, furthest.positions, keyOf(split), ...agesOf(split)],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { validOn: day, knownAt, cells, fullAfter, shownAfter, agedAt } = row;
  const ages = fullAfter !== null && shownAfter !== null && agedAt !== null;
  return { validOn: day, knownAt, cells, split: ages ? { kind: 'ages', fullAfter, shownAfter, agedAt } : split };
}

function agesOf(split: AgeSplit | SecretSplit): [agedAt: number | null, fullAfter: Day | null, shownAfter: Day | null] {
  return split.kind === 'ages' ? [split.agedAt, split.fullAfter, split.shownAfter] : [null, null, null];
}

/** Reads the state that a count as known at a position depends on, in the current transaction. */
export async function readCountBasis(client: ClientBase, position: number): Promise<CountBasis> {
  const { rows } = await client.query<CountBasis>(
    `with readers as (select coalesce(c.xid, '0') as xid, coalesce(c.position, 0) as position,
      coalesce(c.applied, 0) as applied
        from ${checkpointsOf("(values ('education-status'), ('residence'))")})
     select ${RESTS_ON} as "restsOn", ${waitingAt('$1')} as waiting, xid::text as xid, position as place,
       $1 <= (select min(applied) from readers) as reached from readers order by readers.xid, position limit 1`,
    [position],
  );
  const [standing] = rows;
  if (!standing) throw new Error('PostgreSQL gave no row where there is always one');
  return standing;
}

/**
 * The number of counts kept per day and place, and in total. Counts by age are many; tables of closed weeks are small
 * and are requested again years later.
 */
const KEPT_OF_ONE = 4;
const KEPT = { ages: 1_000, secrets: 20_000 };

/**
 * Remembers a count. Keeps the newest of a day and place: if the last one turns out to have missed an event, an earlier
 * one may still be valid.
 */
export async function remember(
  pool: Pool,
  municipality: string | undefined,
  counted: CountedAt,
  standing: CountBasis,
): Promise<void> {
  const { split } = counted;
  await pool.query(
    `with kept as (insert into education_status.remembered_cohorts
          (valid_on, municipality, split, known_at, aged_at, full_after, shown_after, rests_until, rests_on, waiting,
            xid, place, cells)
        values ($1, $2, ${nameOf('$3')}, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)),
       of_one as (select id from education_status.remembered_cohorts where valid_on = $1
         and municipality is not distinct from $2 and split = ${nameOf('$3')}
         order by id desc offset ${KEPT_OF_ONE - 1}),
       of_all as (select id from education_status.remembered_cohorts where split = ${nameOf('$3')}
         order by id desc offset ${KEPT[split.kind] - 1})
     delete from education_status.remembered_cohorts
       where id in (select id from of_one union all select id from of_all)`,
    [
      counted.validOn,
      municipality ?? null,
      keyOf(split),
      counted.knownAt,
      ...agesOf(split),
      restsUntil(counted),
      standing.restsOn,
      standing.waiting,
      standing.xid,
      standing.place,
      JSON.stringify(counted.cells),
    ],
  );
}
