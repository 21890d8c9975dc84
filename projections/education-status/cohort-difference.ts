import type { ClientBase } from 'pg';
import { addCells, type Cell, type CohortCount, type CohortQuestion, residenceOf, spellOf } from './cohort-count.ts';
import type { CountedAt } from './remembered-cohort.ts';

export interface Difference {
  readonly count: CohortCount;
  /** Whose rows were looked at. */
  readonly persons: number;
}

/**
 * What a count of one day and state of knowledge is at the question's, before or after it on either axis: whoever may count
 * otherwise is taken out as counted and put in as asked. Nobody else does. A person's rows begin and end in knowledge at
 * positions of that person's events; and they follow each other without a gap from the birth date on, so that on another
 * day another row holds only where one of those known begins in between.
 */
export async function countDifference(client: ClientBase, counted: CountedAt, { validOn, position, municipality }: CohortQuestion): Promise<Difference> {
  const values = [counted.validOn, counted.knownAt, validOn, position, ...(municipality === undefined ? [] : [municipality])];
  const { rows } = await client.query<{ persons: number; cells: Cell[] | null }>(
    `with changed as materialized (${changedPersons(counted.validOn !== validOn, municipality !== undefined)}),
       sides (day, known, persons) as (values ($1::date, $2::bigint, -1), ($3::date, $4::bigint, 1)),
       cells as (select s.status, s.institution, sum(k.persons)::integer as persons
         from changed c cross join sides k cross join ${spellOf('c.person', 'k.day', 'k.known')}
         ${municipality === undefined ? '' : `join ${residenceOf('c.person', 'k.day', 'k.known')} on r.municipality = $5`}
         group by s.status, s.institution having sum(k.persons) <> 0)
     select (select count(*) from changed) as persons, (select json_agg(cells) from cells) as cells`,
    values,
  );
  return { count: addCells(counted, rows[0]?.cells ?? []), persons: rows[0]?.persons ?? 0 };
}

/** Of the same day only who has an event; else also whose rows begin in between. */
function changedPersons(otherDay: boolean, ofPlace: boolean): string {
  const events = 'select distinct stream as person from log.events where log.events.position > least($2::bigint, $4) and log.events.position <= greatest($2::bigint, $4)';
  const tables = otherDay ? ['education_status.spells', ...(ofPlace ? ['residence.spells'] : [])] : [];
  return [events, ...tables.map(beginningBetween)].join(' union ');
}

/** Of rows known at the question's position: who has an event in between is among the changed already. */
const beginningBetween = (table: string): string =>
  `select person from ${table} where valid_from > least($1::date, $3) and valid_from <= greatest($1::date, $3) and known_from <= $4 and $4 < known_to`;
