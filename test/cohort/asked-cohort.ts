import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import {
  type Cell,
  type CohortLimits,
  type CohortQuestion,
  countCohort,
} from '#projections/education-status/cohort.query';
import type { EducationStatus } from '#projections/education-status/education-status.evolve';
import { residence } from '#projections/residence/projection';
import {
  BEGIN_COUNTING,
  findRemembered,
  readCountBasis,
  type CountBasis,
} from '#projections/education-status/remembered-cohort';
import { createRuleBook } from '../../libs/rules/create-rule-book.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';

const RULES = createRuleBook(DANISH_RULES);
export const FOLDS = { rules: RULES, homes: residence(RULES) };

/** Limits small enough for a spec with few persons to reach them. */
export const SMALL: CohortLimits = { furthest: { positions: 150, days: 3 }, settlesWithin: 12, worthRemembering: 3 };

interface PersonRow {
  readonly person: string;
  readonly status: EducationStatus;
  readonly institution: string | null;
  readonly answer: { readonly enrolment?: { readonly kind: string; readonly institution: string } };
  readonly birth_date: string | null;
}

/** The cells counted from the rows, person by person: one query over both tables, which remembers nothing. */
export async function countByRows(
  pool: Pool,
  { validOn, position, municipality, split }: CohortQuestion,
): Promise<Cell[]> {
  const { rows } = await pool.query<PersonRow>(
    `select s.person, s.status, s.institution, s.answer,
       (select max(birth_date) from residence.spells r
       where r.person = s.person and r.known_from <= $4 and $4 < r.known_to) as birth_date
     from education_status.spells s
     where s.valid_from <= $1 and $1 < s.valid_to and s.known_from <= $2 and $2 < s.known_to
       and ($3::text is null or exists (select 1 from residence.spells r
       where r.person = s.person and r.municipality = $3
         and r.valid_from <= $1 and $1 < r.valid_to and r.known_from <= $2 and $2 < r.known_to))`,
    [validOn, position, municipality ?? null, split.kind === 'ages' ? split.agedAt : position],
  );
  const cells = new Map<string, Cell>();
  for (const cell of rows.map((row) => cellOf(row, split))) {
    const key = JSON.stringify({ ...cell, persons: 0, secret: 0 });
    const sum = cells.get(key);
    cells.set(key, sum ? { ...sum, persons: sum.persons + 1, secret: (sum.secret + cell.secret) % 2 ** 48 } : cell);
  }
  return [...cells.values()];
}

function cellOf(
  { person, status, institution, answer, birth_date: born }: PersonRow,
  split: CohortQuestion['split'],
): Cell {
  if (split.kind === 'secrets') {
    const bytes = createHash('sha256')
      .update(split.key)
      .update(Buffer.from(person.replaceAll('-', ''), 'hex'))
      .digest();
    const level = Math.clz32(bytes.readUInt16BE(6)) - 16;
    return { shown: null, status, kind: null, institution: null, level, persons: 1, secret: bytes.readUIntBE(0, 6) };
  }
  const alone = { level: null, persons: 1, secret: 0 };
  if (born === null || born <= split.shownAfter)
    return { shown: 'not-shown', status: null, kind: null, institution: null, ...alone };
  if (born > split.fullAfter) return { shown: 'full', status, kind: null, institution, ...alone };
  return {
    shown: 'narrowed',
    status,
    kind: answer.enrolment?.kind ?? null,
    institution: answer.enrolment?.institution ?? null,
    ...alone,
  };
}

/** Sorted by their content, so that two lists of cells can be compared. */
export function sortedCells(cells: readonly Cell[]): string[] {
  return cells
    .map(({ shown, status, kind, institution, level, persons, secret }) =>
      JSON.stringify([shown, status, kind, institution, level, persons, secret]),
    )
    .sort();
}

/** The answer of the service and that of the rows: [the one, the other]. */
export async function askBoth(pool: Pool, question: CohortQuestion): Promise<[string[], string[]]> {
  return [sortedCells(await countCohort(pool, FOLDS, question, SMALL)), sortedCells(await countByRows(pool, question))];
}

/** Whether a remembered count would answer. */
export async function isRemembered(pool: Pool, question: CohortQuestion): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query(BEGIN_COUNTING);
    return (await findRemembered(client, question, SMALL.furthest)) !== undefined;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

export type Mark = keyof Omit<CountBasis, 'reached'>;
const COLUMNS: Readonly<Record<Mark, string>> = { restsOn: 'rests_on', waiting: 'waiting', xid: 'xid', place: 'place' };
export const MARKS = Object.keys(COLUMNS) as readonly Mark[];

/** Removes a safeguard: sets the given marks of every remembered count as if it had been counted now. */
export async function forge(pool: Pool, marks: readonly Mark[]): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ id: number; rests_until: number }>(
      'select id, rests_until from education_status.remembered_cohorts',
    );
    for (const { id, rests_until } of rows) {
      const now = await readCountBasis(client, rests_until);
      for (const mark of marks)
        await client.query(`update education_status.remembered_cohorts set ${COLUMNS[mark]} = $2 where id = $1`, [
          id,
          now[mark],
        ]);
    }
  } finally {
    client.release();
  }
}
