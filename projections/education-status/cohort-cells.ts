import type { EducationStatus } from './statuses.ts';

/** How much of a person an adviser's cohort shows, by the person's age today. */
export type Shown = 'full' | 'narrowed' | 'not-shown';

/** Persons that are alike in everything a cohort tells apart. A field that the question does not need is null. */
export interface Cell {
  readonly shown: Shown | null;
  /** Null for persons that are not shown. */
  readonly status: EducationStatus | null;
  /** Kind of the enrolment, of narrowed persons: their status at risk melts into it. */
  readonly kind: string | null;
  /** The institution whose enrolment the status rests on; null if the caller does not see it. */
  readonly institution: string | null;
  /** How rare the persons' secret numbers are; null if the question is not for noise. */
  readonly level: number | null;
  /** In a difference negative if there are fewer. */
  readonly persons: number;
  /** Sum of the persons' secret numbers, modulo SECRET_NUMBERS; 0 if the question is not for noise. */
  readonly secret: number;
}

/** The cells with some more or fewer; empty ones are left out. `modulus` is that of the secret sums. */
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
