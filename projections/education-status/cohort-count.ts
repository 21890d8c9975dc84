import type { ClientBase } from 'pg';
import { longPersons } from '#libs/bitemporal';
import type { Day } from '#events/model/stored';
import type { Cell } from './cohort-cells.ts';

/** Tells persons apart by age: born after `fullAfter` in full, born after `shownAfter` narrowed, else not shown. */
export interface AgeSplit {
  readonly kind: 'ages';
  readonly fullAfter: Day;
  readonly shownAfter: Day;
  /** Birth dates count as known at this log position. */
  readonly agedAt: number;
}

/** Adds up the persons' secret numbers, which the key makes from the persons. */
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

/** The row of a day as known at a position. */
const holds = (row: string, day: string, position: string): string =>
  `${row}.valid_from <= ${day} and ${day} < ${row}.valid_to and ${row}.known_from <= ${position} and ${position} < ${row}.known_to`;

/**
 * A person's row, by descent of the primary key. With a limit, because PostgreSQL takes a person to have hundreds of times
 * the rows there are and would rather read everybody's.
 */
const rowOf = (table: string, columns: string, [person, day, position]: readonly [string, string, string]): string =>
  `lateral (select ${columns} from ${table} p where p.person = ${person} and ${holds('p', day, position)} order by p.valid_from desc, p.known_from desc limit 1)`;

export const spellOf = (...of: [person: string, day: string, position: string]): string =>
  `${rowOf('education_status.spells', 'p.person, p.status, p.institution, p.answer', of)} s`;
export const residenceOf = (...of: [person: string, day: string, position: string]): string =>
  `${rowOf('residence.spells', 'p.municipality', of)} r`;

/** SQL of what a split needs to know of a person; every member is an expression. */
export type SplitSql =
  | { readonly kind: 'ages'; readonly fullAfter: string; readonly shownAfter: string; readonly agedAt: string }
  | { readonly kind: 'secrets'; readonly key: string };

/** Six bytes are the secret number (SECRET_NUMBERS of libs/access); the leading zeros of the next sixteen bits its level. */
export const SECRET_COLUMNS = `substr(n.bytes, 1, 6)::bigint as secret,
        16 - length(ltrim((get_byte(n.bytes, 6) * 256 + get_byte(n.bytes, 7))::bit(16)::text, '0')) as level`;

/** What tells persons apart, as columns shown, status, kind, institution, level and secret; of a person's spell `s`. */
export function columnsOf(split: SplitSql): string {
  switch (split.kind) {
    case 'secrets':
      return `null as shown, s.status, null as kind, null as institution, ${SECRET_COLUMNS}`;
    case 'ages':
      // What may not be shown does not leave the database: neither the status of persons of 30 and over, nor the institution
      // of an enrolment that a narrowed answer does not name (never started, taken back).
      return `a.shown, case when a.shown <> 'not-shown' then s.status end as status,
        case when a.shown = 'narrowed' then s.answer->'enrolment'->>'kind' end as kind,
        case a.shown when 'full' then s.institution when 'narrowed' then s.answer->'enrolment'->>'institution' end as institution, 0 as secret, null as level`;
  }
}

/** Joins that the columns need; nobody's birth date known: not shown. */
export function joinsOf(split: SplitSql): string {
  if (split.kind === 'secrets')
    return `cross join lateral (select sha256(${split.key} || uuid_send(s.person)) as bytes) n`;
  const { fullAfter, shownAfter, agedAt } = split;
  return `left join lateral (select p.birth_date from residence.spells p where p.person = s.person and p.known_from <= ${agedAt} and ${agedAt} < p.known_to
      order by p.valid_from desc, p.known_from desc limit 1) b on true
    cross join lateral (select case when b.birth_date > ${fullAfter} then 'full' when b.birth_date > ${shownAfter} then 'narrowed' else 'not-shown' end as shown) a`;
}

export const valuesOf = (split: AgeSplit | SecretSplit): unknown[] =>
  split.kind === 'ages' ? [split.fullAfter, split.shownAfter, split.agedAt] : [split.key];

/** Whose rows are counted: as SQL of a condition on a person's column. */
export type Among = (person: string) => string;

/** Whose streams are not long. */
export const ORDINARY: Among = (person) => `${person} not in (${longPersons()})`;

/** Persons once, by the rows themselves. */
export async function countAnew(client: ClientBase, question: CohortQuestion, among: Among): Promise<Cell[]> {
  const { validOn, position, municipality, split } = question;
  const sql: SplitSql =
    split.kind === 'ages'
      ? { kind: 'ages', fullAfter: '$3::date', shownAfter: '$4::date', agedAt: '$5::bigint' }
      : { kind: 'secrets', key: '$3::bytea' };
  const values = [validOn, position, ...valuesOf(split)];
  // Written for the question at hand: a condition that may be left out keeps PostgreSQL from going by the index it names.
  const persons =
    municipality === undefined
      ? `education_status.spells s ${joinsOf(sql)} where ${holds('s', '$1', '$2')} and ${among('s.person')}`
      : `residence.spells r cross join ${spellOf('r.person', '$1', '$2')} ${joinsOf(sql)} where r.municipality = $${values.length + 1} and ${holds('r', '$1', '$2')} and ${among('r.person')}`;
  const { rows } = await client.query<Cell>(
    `select shown, status, kind, institution, level, count(*) as persons, (sum(secret) % 281474976710656)::bigint as secret
     from (select ${columnsOf(sql)} from ${persons}) c group by shown, status, kind, institution, level`,
    [...values, ...(municipality === undefined ? [] : [municipality])],
  );
  return rows;
}
