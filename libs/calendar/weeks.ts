import { addDays, type Day, weekday } from './days.ts';

/** An ISO 8601 week, `2026-W48`. */
export type Week = string;

const WEEK = /^(?<year>(?:19|2\d)\d{2})-W(?<number>0[1-9]|[1-4]\d|5[0-3])$/;
const DAYS_A_WEEK = 7;

/**
 * The Monday of a week.
 * @returns undefined if the text names no week, such as week 53 of a year with 52
 */
export function findMondayOf(week: Week): Day | undefined {
  const { year, number } = WEEK.exec(week)?.groups ?? {};
  if (year === undefined || number === undefined) return undefined;
  // 4 January lies in week 1 (ISO 8601).
  const inFirst = `${year}-01-04`;
  const monday = addDays(inFirst, 1 - weekday(inFirst) + DAYS_A_WEEK * (Number(number) - 1));
  return weekOf(monday) === week ? monday : undefined;
}

/** The week that contains the day; its year is that of the week's Thursday. */
export function weekOf(day: Day): Week {
  const thursday = addDays(day, 4 - weekday(day));
  const year = thursday.slice(0, 4);
  const inFirst = `${year}-01-04`;
  const firstMonday = addDays(inFirst, 1 - weekday(inFirst));
  const number = Math.floor((Date.parse(thursday) - Date.parse(firstMonday)) / (DAYS_A_WEEK * 86_400_000)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/**
 * The week so many weeks before.
 * @throws RangeError if the text names no week
 */
export function weeksBefore(week: Week, weeks: number): Week {
  const monday = findMondayOf(week);
  if (monday === undefined) throw new RangeError('not a week');
  return weekOf(addDays(monday, -DAYS_A_WEEK * weeks));
}
