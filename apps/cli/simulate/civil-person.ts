import { type DayNumber, dayText, yearOf } from './day-number.ts';
import type { Run } from './run.ts';

/**
 * Serial numbers that encode the right century (cpr.dk): 1937-1999 by a 7th digit of 0-4 or 9, 2000-2036 by 4-9. Both
 * are 6,000 per day of birth, 33 million for the ages in scope, so every person of a seed has a number of their own.
 */
const SERIALS = 6_000;
/** Above the serials of the sandbox's own persons. */
const FIRST_SERIAL = 500;
/** Separates the seeds: a nation of 1.1 million takes 201 serials of each day. */
const SERIALS_A_SEED = 307;

export interface CivilPerson {
  readonly birth: DayNumber;
  /** Synthetic: day + 60. */
  readonly civilNumber: string;
}

/**
 * The `index`th person; the same for any number of persons. Births are spread evenly over the days (assumption: Danish
 * cohorts of one generation differ by about a tenth).
 */
export function civilPerson({ births, options }: Run, index: number): CivilPerson {
  const birth = births.first + ((index * births.step) % births.count);
  const round = Math.floor(index / births.count);
  const place = (FIRST_SERIAL + options.seed * SERIALS_A_SEED + round) % SERIALS;
  const serial = yearOf(birth) < 2000 ? (place < 5_000 ? place : place + 4_000) : place + 4_000;
  const text = dayText(birth);
  const day = Number(text.slice(8, 10)) + 60;
  return { birth, civilNumber: `${day}${text.slice(5, 7)}${text.slice(2, 4)}${String(serial).padStart(4, '0')}` };
}
