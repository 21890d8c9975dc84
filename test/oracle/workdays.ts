/**
 * A second implementation of workdays, unlike libs/calendar on purpose: Easter from a printed table, holidays by hand
 * as days of a local Date at noon, one step at a time, no cache. Slow and obvious; it shares no line with the tested
 * code.
 */

/** Easter Sunday as [month, day], from the church's table of movable feasts. */
const EASTER: Readonly<Record<number, readonly [number, number]>> = {
  2015: [4, 5],
  2016: [3, 27],
  2017: [4, 16],
  2018: [4, 1],
  2019: [4, 21],
  2020: [4, 12],
  2021: [4, 4],
  2022: [4, 17],
  2023: [4, 9],
  2024: [3, 31],
  2025: [4, 20],
  2026: [4, 5],
  2027: [3, 28],
  2028: [4, 16],
  2029: [4, 1],
  2030: [4, 21],
  2031: [4, 13],
  2032: [3, 28],
  2033: [4, 17],
  2034: [4, 9],
  2035: [3, 25],
  2036: [4, 13],
};

function noon(year: number, month: number, day: number): Date {
  return new Date(year, month - 1, day, 12);
}

function daysSinceEaster(date: Date): number {
  const easter = EASTER[date.getFullYear()];
  if (easter === undefined) throw new RangeError(`The table of Easter ends before ${date.getFullYear()}.`);
  const start = noon(date.getFullYear(), ...easter);
  return Math.round((date.getTime() - start.getTime()) / 86_400_000);
}

function isFreeByLaw(date: Date): boolean {
  const [month, day] = [date.getMonth() + 1, date.getDate()];
  if (month === 1 && day === 1) return true;
  if (month === 12 && (day === 25 || day === 26)) return true;
  const sinceEaster = daysSinceEaster(date);
  const maundyThursday = sinceEaster === -3;
  const goodFriday = sinceEaster === -2;
  const easterMonday = sinceEaster === 1;
  const fourthFridayAfterEaster = sinceEaster === 5 + 3 * 7;
  const sixthThursdayAfterEaster = sinceEaster === 4 + 5 * 7;
  const whitMonday = sinceEaster === 7 * 7 + 1;
  if (fourthFridayAfterEaster) return date.getFullYear() <= 2023;
  return maundyThursday || goodFriday || easterMonday || sixthThursdayAfterEaster || whitMonday;
}

function isClosedByChoice(date: Date): boolean {
  return ['5/6', '24/12', '31/12'].includes(`${date.getDate()}/${date.getMonth() + 1}`);
}

function counts(date: Date, calendar: 'A' | 'B'): boolean {
  const isWeekend = date.getDay() === 0 || date.getDay() === 6;
  if (isWeekend || isFreeByLaw(date)) return false;
  return calendar === 'A' || !isClosedByChoice(date);
}

function text(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

export interface NaiveDueDate {
  readonly dueOn: string;
  readonly counted: readonly string[];
  readonly skipped: readonly string[];
}

/** The due date of a case known on a day, `YYYY-MM-DD` in 2015-2035. */
export function naiveDueDate(knownOn: string, workdays: number, calendar: 'A' | 'B'): NaiveDueDate {
  const [year = 0, month = 0, day = 0] = knownOn.split('-').map(Number);
  const date = noon(year, month, day);
  const counted: string[] = [];
  const skipped: string[] = [];
  while (counted.length < workdays) {
    date.setDate(date.getDate() + 1);
    (counts(date, calendar) ? counted : skipped).push(text(date));
  }
  return { dueOn: text(date), counted, skipped };
}

/** Every day of 2015-2035. */
export function everyDay(): string[] {
  const days: string[] = [];
  for (const date = noon(2015, 1, 1); date.getFullYear() <= 2035; date.setDate(date.getDate() + 1))
    days.push(text(date));
  return days;
}
