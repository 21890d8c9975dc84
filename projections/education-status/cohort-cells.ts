import type { EducationStatus } from './statuses.ts';

/** The extent to which an adviser's cohort shows a person, by the person's age today. */
export type Shown = 'full' | 'narrowed' | 'not-shown';

/** Persons that are equal in everything the cohort distinguishes. A field that the question does not need is null. */
export interface Cell {
  readonly shown: Shown | null;
  /** Null for persons that are not shown. */
  readonly status: EducationStatus | null;
  /** The kind of enrolment of a narrowed person: it decides which status is counted instead of at risk. */
  readonly kind: string | null;
  /** The institution whose enrolment the status rests on; null if the caller does not see it. */
  readonly institution: string | null;
  /** The rarity of the persons' secret numbers; null if the question adds no noise. */
  readonly level: number | null;
  /** Negative in a difference if there are fewer persons. */
  readonly persons: number;
  /** Sum of the persons' secret numbers, modulo SECRET_NUMBERS; 0 if the question adds no noise. */
  readonly secret: number;
}

/** Adds cells, also negative ones, and drops the empty ones. `modulus` is that of the secret sums. */
export function addCells(cells: readonly Cell[], more: readonly Cell[], modulus: number): Cell[] {
  const sums = new Map<string, Cell>();
  for (const cell of [...cells, ...more]) {
    const { shown, status, kind, institution, level } = cell;
    const key = JSON.stringify([shown, status, kind, institution, level]);
    const sum = sums.get(key);
    const secret = ((sum?.secret ?? 0) + cell.secret + modulus) % modulus;
    sums.set(key, { shown, status, kind, institution, level, persons: (sum?.persons ?? 0) + cell.persons, secret });
  }
  return [...sums.values()].filter(({ persons }) => persons !== 0);
}
