import type { ClientBase } from 'pg';
import { longPersons } from '#libs/bitemporal';
import type { Day } from '#events/model/stored';
import type { Cell } from './cohort-cells.ts';

/** Divides persons by age: born after `fullAfter` full, born after `shownAfter` narrowed, else not shown. */
export interface AgeSplit {
  readonly kind: 'ages';
  readonly fullAfter: Day;
  readonly shownAfter: Day;
  /** The log position as of which birth dates are known. */
  readonly agedAt: number;
}

/** Adds up the secret numbers, which the key derives from the persons. */
export interface SecretSplit {
  readonly kind: 'secrets';
  readonly key: Buffer;
}

export interface CohortQuestion<Split = AgeSplit | SecretSplit> {
  readonly validOn: Day;
  readonly position: number;
  readonly municipality?: string | undefined;
  readonly split: Split;
}

/** SQL: true for the row of a day as known at a position. */
const holds = (row: string, day: string, position: string): string =>
  `${row}.valid_from <= ${day} and ${day} < ${row}.valid_to
    and ${row}.known_from <= ${position} and ${position} < ${row}.known_to`;

/**
 * A person's row, found by descending the primary key. The limit is needed because PostgreSQL estimates hundreds of
 * times as many rows per person as there are and would otherwise read the whole table.
 */
const rowOf = (table: string, columns: string, [person, day, position]: readonly [string, string, string]): string =>
  `lateral (select ${columns} from ${table} p where p.person = ${person} and ${holds('p', day, position)}
    order by p.valid_from desc, p.known_from desc limit 1)`;

export const spellOf = (...of: [person: string, day: string, position: string]): string =>
  `${rowOf('education_status.spells', 'p.person, p.status, p.institution, p.answer', of)} s`;
export const residenceOf = (...of: [person: string, day: string, position: string]): string =>
  `${rowOf('residence.spells', 'p.municipality', of)} r`;

/** The SQL expressions that a split needs for a person. */
export type SplitSql =
  | { readonly kind: 'ages'; readonly fullAfter: string; readonly shownAfter: string; readonly agedAt: string }
  | { readonly kind: 'secrets'; readonly key: string };

/**
 * The first six bytes are the secret number (SECRET_NUMBERS of libs/access); the leading zeros of the next sixteen bits
 * are its level.
 */
export const SECRET_COLUMNS = `substr(n.bytes, 1, 6)::bigint as secret,
        16 - length(ltrim((get_byte(n.bytes, 6) * 256 + get_byte(n.bytes, 7))::bit(16)::text, '0')) as level`;

/** The columns shown, status, kind, institution, level and secret of a person's spell `s`. */
export function columnsOf(split: SplitSql): string {
  switch (split.kind) {
    case 'secrets':
      return `null as shown, s.status, null as kind, null as institution, ${SECRET_COLUMNS}`;
    case 'ages':
      // Hides values in the database, so that they never leave it: the status of persons of 30 and over, and the
      // institution of an enrolment that a narrowed answer does not name (never started, withdrawn).
      return `a.shown, case when a.shown <> 'not-shown' then s.status end as status,
        case when a.shown = 'narrowed' then s.answer->'enrolment'->>'kind' end as kind,
        case a.shown when 'full' then s.institution
          when 'narrowed' then s.answer->'enrolment'->>'institution' end as institution, 0 as secret, null as level`;
  }
}

/** The joins that the columns need. A person without a known birth date is not shown. */
export function joinsOf(split: SplitSql): string {
  if (split.kind === 'secrets')
    return `cross join lateral (select sha256(${split.key} || uuid_send(s.person)) as bytes) n`;
  const { fullAfter, shownAfter, agedAt } = split;
  return `left join lateral (select p.birth_date from residence.spells p where p.person = s.person
    and p.known_from <= ${agedAt} and ${agedAt} < p.known_to
      order by p.valid_from desc, p.known_from desc limit 1) b on true
    cross join lateral (select case when b.birth_date > ${fullAfter} then 'full'
      when b.birth_date > ${shownAfter} then 'narrowed' else 'not-shown' end as shown) a`;
}

export const valuesOf = (split: AgeSplit | SecretSplit): unknown[] =>
  split.kind === 'ages' ? [split.fullAfter, split.shownAfter, split.agedAt] : [split.key];

/** The persons to count, as an SQL condition on a column of persons. */
export type Among = (person: string) => string;

/** The persons without long streams. */
export const ORDINARY: Among = (person) => `${person} not in (${longPersons()})`;

/** Counts each person once, by reading all rows. */
export async function countAnew(client: ClientBase, question: CohortQuestion, among: Among): Promise<Cell[]> {
  const { validOn, position, municipality, split } = question;
  const sql: SplitSql =
    split.kind === 'ages'
      ? { kind: 'ages', fullAfter: '$3::date', shownAfter: '$4::date', agedAt: '$5::bigint' }
      : { kind: 'secrets', key: '$3::bytea' };
  const values = [validOn, position, ...valuesOf(split)];
  // Builds the SQL for the question: with an optional condition PostgreSQL does not use the index on its column.
  const persons =
    municipality === undefined
      ? `education_status.spells s ${joinsOf(sql)} where ${holds('s', '$1', '$2')} and ${among('s.person')}`
      : `residence.spells r cross join ${spellOf('r.person', '$1', '$2')} ${joinsOf(sql)}
        where r.municipality = $${values.length + 1} and ${holds('r', '$1', '$2')} and ${among('r.person')}`;
  const { rows } = await client.query<Cell>(
    `select shown, status, kind, institution, level, count(*) as persons,
      (sum(secret) % 281474976710656)::bigint as secret
     from (select ${columnsOf(sql)} from ${persons}) c group by shown, status, kind, institution, level`,
    [...values, ...(municipality === undefined ? [] : [municipality])],
  );
  return rows;
}
