import type { ClientBase, Pool } from 'pg';
import type { Day } from '#events/stored';
import type { EducationStatus } from './statuses.ts';

export interface CohortQuestion {
  readonly validOn: Day;
  readonly position: number;
  readonly municipality?: string | undefined;
  readonly institution?: string | undefined;
}

/** Persons by status, and by the institution whose enrolment the status rests on; nobody: left out. */
export interface CohortCount {
  readonly statuses: Readonly<Partial<Record<EducationStatus, number>>>;
  readonly institutions: Readonly<Record<string, number>>;
}

export interface Cell {
  readonly status: EducationStatus;
  readonly institution: string | null;
  /** In a difference negative where there are fewer. */
  readonly persons: number;
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

export const spellOf = (...of: [person: string, day: string, position: string]): string => `${rowOf('education_status.spells', 'p.status, p.institution', of)} s`;
export const residenceOf = (...of: [person: string, day: string, position: string]): string => `${rowOf('residence.spells', 'p.municipality', of)} r`;

/** Everybody once, by the rows themselves. */
export async function countAnew(client: Pool | ClientBase, question: CohortQuestion): Promise<CohortCount> {
  const { validOn, position, municipality, institution } = question;
  const { rows } = await client.query<Cell>(
    `select s.status, s.institution, count(*) as persons from ${personsOf(question)} group by s.status, s.institution`,
    [validOn, position, ...[municipality, institution].filter((value) => value !== undefined)],
  );
  return addCells({ statuses: {}, institutions: {} }, rows);
}

/** Written for the question at hand: a condition that may be left out keeps PostgreSQL from going by the index it names. */
function personsOf({ municipality, institution }: CohortQuestion): string {
  const resident = `r.municipality = $3 and ${holds('r', '$1', '$2')}`;
  const everybody = `education_status.spells s where ${holds('s', '$1', '$2')}`;
  if (institution === undefined) {
    return municipality === undefined ? everybody : `residence.spells r cross join ${spellOf('r.person', '$1', '$2')} where ${resident}`;
  }
  if (municipality === undefined) return `${everybody} and s.institution = $3`;
  return `${everybody} and s.institution = $4 and exists (select from residence.spells r where r.person = s.person and ${resident})`;
}

/** The count with some more or fewer. */
export function addCells({ statuses, institutions }: CohortCount, cells: readonly Cell[]): CohortCount {
  const sums = { statuses: new Map(Object.entries(statuses)), institutions: new Map(Object.entries(institutions)) };
  for (const { status, institution, persons } of cells) {
    add(sums.statuses, status, persons);
    if (institution !== null) add(sums.institutions, institution, persons);
  }
  return { statuses: Object.fromEntries(sums.statuses), institutions: Object.fromEntries(sums.institutions) };
}

function add(sums: Map<string, number>, word: string, persons: number): void {
  const sum = (sums.get(word) ?? 0) + persons;
  if (sum === 0) sums.delete(word);
  else sums.set(word, sum);
}
