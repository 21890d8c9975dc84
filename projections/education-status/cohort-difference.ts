import type { ClientBase } from 'pg';
import { SECRET_NUMBERS } from '#libs/access';
import { streamsBetween } from '#libs/event-store';
import { addCells, type Cell } from './cohort-cells.ts';
import {
  type AgeSplit,
  type CohortQuestion,
  columnsOf,
  joinsOf,
  ORDINARY,
  residenceOf,
  type SecretSplit,
  spellOf,
  type SplitSql,
  valuesOf,
} from './cohort-count.ts';
import type { CountedAt } from './remembered-cohort.ts';

export interface Difference {
  readonly cells: readonly Cell[];
  /** The number of persons whose rows were read. */
  readonly persons: number;
}

/**
 * Turns the count of one day and state of knowledge into that of the question, before or after it on any axis. Persons
 * whose status may differ are subtracted at the counted state and added at the requested one. No others differ: a
 * person's rows begin and end in knowledge at positions of that person's events; the rows follow each other without a
 * gap from the birth date on, so another row applies on another day only if a known row begins in between; and ages
 * cross a limit on a birthday.
 */
export async function countDifference(
  client: ClientBase,
  counted: CountedAt,
  question: CohortQuestion,
): Promise<Difference> {
  const { municipality, split } = question;
  const columns = split.kind === 'ages' ? AGES : SECRETS;
  const values = [
    ...sideOf(counted.validOn, counted.knownAt, counted.split),
    ...sideOf(question.validOn, question.position, split),
  ];
  const residents =
    municipality === undefined
      ? ''
      : `join ${residenceOf('c.person', 'k.day', 'k.known')} on r.municipality = $${values.length + 1}`;
  const { rows } = await client.query<{ persons: number; cells: Cell[] | null }>(
    `with changed as materialized (select person from (${changedPersons(counted, question, columns)}) c (person)
      where ${ORDINARY('person')}),
       sides (${Object.keys(columns).join(', ')}, persons)
         as (values (${allOf(columns, 0)}, -1), (${allOf(columns, 1)}, 1)),
       cells as (select shown, status, kind, institution, level, sum(persons)::integer as persons,
         (sum(persons * secret) % ${SECRET_NUMBERS})::bigint as secret
         from (select k.persons, ${columnsOf(OF_A_SIDE[split.kind])} from changed c cross join sides k
           cross join ${spellOf('c.person', 'k.day', 'k.known')}
           ${residents}
           ${joinsOf(OF_A_SIDE[split.kind])}) told
         group by shown, status, kind, institution, level having sum(persons) <> 0 or sum(persons * secret) <> 0)
     select (select count(*) from changed) as persons, (select json_agg(cells) from cells) as cells`,
    [...values, ...(municipality === undefined ? [] : [municipality])],
  );
  return { cells: addCells(counted.cells, rows[0]?.cells ?? [], SECRET_NUMBERS), persons: rows[0]?.persons ?? 0 };
}

/** The columns of a side with their types: the first side is the remembered count, the second the question. */
const SECRETS = { day: 'date', known: 'bigint', key: 'bytea' };
const AGES = { day: 'date', known: 'bigint', full_after: 'date', shown_after: 'date', aged_at: 'bigint' };
type Columns = Readonly<Record<string, string>>;

const OF_A_SIDE: Readonly<Record<SplitSql['kind'], SplitSql>> = {
  ages: { kind: 'ages', fullAfter: 'k.full_after', shownAfter: 'k.shown_after', agedAt: 'k.aged_at' },
  secrets: { kind: 'secrets', key: 'k.key' },
};

const sideOf = (day: string, known: number, split: AgeSplit | SecretSplit): unknown[] => [
  day,
  known,
  ...valuesOf(split),
];

/** The value of a side's column, as SQL. */
function valueOf(columns: Columns, column: string, side: 0 | 1): string {
  const names = Object.keys(columns);
  return `$${side * names.length + names.indexOf(column) + 1}::${columns[column]}`;
}
const allOf = (columns: Columns, side: 0 | 1): string =>
  Object.keys(columns)
    .map((column) => valueOf(columns, column, side))
    .join(', ');

/**
 * SQL of the persons that may have changed: those with an event between the states of knowledge; for another day, also
 * those whose rows begin in between; and those with a birthday in between.
 */
function changedPersons(
  counted: CountedAt,
  { validOn, municipality, split }: CohortQuestion,
  columns: Columns,
): string {
  const between = (expression: string, column: string): string => {
    const [one, other] = [valueOf(columns, column, 0), valueOf(columns, column, 1)];
    return `${expression} > least(${one}, ${other}) and ${expression} <= greatest(${one}, ${other})`;
  };
  // Uses the rows known at the question's position: a person with an event in between is among the changed persons
  // already.
  const known = (column: string): string =>
    `known_from <= ${valueOf(columns, column, 1)} and ${valueOf(columns, column, 1)} < known_to`;
  const withEvents = (column: string): string =>
    streamsBetween(valueOf(columns, column, 0), valueOf(columns, column, 1));
  const beginning = (table: string): string =>
    `select person from ${table} where ${between('valid_from', 'day')} and ${known('known')}`;
  const born = (column: string): string =>
    `select person from residence.spells where ${between('birth_date', column)} and ${known('aged_at')}`;
  const parts = [withEvents('known')];
  if (counted.validOn !== validOn)
    parts.push(
      ...['education_status.spells', ...(municipality === undefined ? [] : ['residence.spells'])].map(beginning),
    );
  if (split.kind === 'ages') {
    const was = counted.split.kind === 'ages' ? counted.split : undefined;
    parts.push(withEvents('aged_at'));
    if (was?.fullAfter !== split.fullAfter) parts.push(born('full_after'));
    if (was?.shownAfter !== split.shownAfter) parts.push(born('shown_after'));
  }
  return parts.join(' union ');
}
