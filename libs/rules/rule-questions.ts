import { addDays, addMonths, type Day } from '#libs/calendar';
import type { RuleValues } from './rule-book.ts';

/**
 * The last day that a course counts while no end is reported: the expected end and grace, else the longest duration of
 * its kind. `values`: in force on the first day.
 * @throws RangeError for a kind without a longest duration
 */
export function lastDayWithoutEnd(
  { graceDays, longestMonths }: Pick<RuleValues, 'graceDays' | 'longestMonths'>,
  kind: string,
  startsOn: Day,
  expectedEndsOn: Day | undefined,
): Day {
  if (expectedEndsOn !== undefined) return addDays(expectedEndsOn, graceDays);
  const months = longestMonths[kind];
  if (months === undefined) throw new RangeError(`the rules name no longest duration for ${kind}`);
  return addMonths(startsOn, months);
}

/** Whether two kinds may be active together without a conflict, in either order. */
export function isKnownCombination(values: Pick<RuleValues, 'knownCombinations'>, one: string, other: string): boolean {
  return values.knownCombinations.some(([a, b]) => (a === one && b === other) || (a === other && b === one));
}
