import type { Pool } from 'pg';
import { FixedNoise, type NoiseKeys } from '#libs/access';
import type { Day } from '#events/model/stored';
import { type Cell, countCohort, type Folds } from './cohort.query.ts';
import { EDUCATION_STATUSES, type EducationStatus } from './statuses.ts';

export interface TableQuestion {
  readonly validOn: Day;
  readonly position: number;
  /** Undefined for the whole country. */
  readonly municipality: string | undefined;
}

/** Persons by status with fixed noise: every figure, zeros included, lies within two of the count. */
export interface NoisyTable {
  readonly counts: Readonly<Record<EducationStatus, number>>;
  /** The total has a noise of its own and is not the sum of the counts. */
  readonly persons: number;
}

/** The table of a place on a day as known at a position. Every call gives the same table. */
export async function countNoisyTable(
  pool: Pool,
  folds: Folds,
  keys: NoiseKeys,
  { municipality, ...at }: TableQuestion,
): Promise<NoisyTable> {
  const cells = await countCohort(pool, folds, { ...at, municipality, split: { kind: 'secrets', key: keys.numbers } });
  return noisyTable(new FixedNoise(keys.noise), municipality ?? 'nation', cells);
}

/** The published figures for the cells of a place. */
export function noisyTable(noise: FixedNoise, place: string, cells: readonly Cell[]): NoisyTable {
  const figures = (Object.keys(EDUCATION_STATUSES) as EducationStatus[]).map((status) => {
    return [
      status,
      noise.figureOf(
        `${place} ${status}`,
        cells.filter((one) => one.status === status),
      ),
    ] as const;
  });
  const counts = Object.fromEntries(figures) as Record<EducationStatus, number>;
  return { counts, persons: noise.figureOf(`${place} persons`, cells) };
}
