import { type ClosedYear, type HolidayName, closedYear } from './closed-days.ts';
import { type Day, addDays } from './days.ts';
import type { CalendarName, HolidayRow, HolidayState } from './holidays.data.ts';

/** A due date with its arithmetic: each day after the day of knowledge is counted, or skipped with a Danish reason. */
export interface CountedWorkdays {
  readonly dueOn: Day;
  readonly counted: readonly Day[];
  readonly skipped: readonly { readonly day: Day; readonly why: string }[];
}

export interface Workdays {
  /** Whether the day is Monday to Friday and no holiday of the calendar. */
  isWorkday(day: Day, calendar: CalendarName): boolean;
  /**
   * The holiday or closed day, also at a weekend.
   * @returns undefined on any other day
   */
  holidayName(day: Day, calendar: CalendarName): HolidayName | undefined;
  /**
   * The due date. The day of knowledge does not count; day 1 is the next workday.
   * @throws RangeError unless `workdays` is whole and >= 0
   */
  dueDate(knownOn: Day, workdays: number, calendar: CalendarName): CountedWorkdays;
  /**
   * The n-th workday after a day; the day itself for 0.
   * @throws RangeError unless `n` is whole and >= 0
   */
  workdaysAfter(day: Day, n: number, calendar: CalendarName): Day;
  /** Workdays left: those after `today` up to and including `dueOn`; 0 from the due date on. */
  remainingWorkdays(today: Day, dueOn: Day, calendar: CalendarName): number;
  /** Workdays after `from` up to and including `to`; negative if `to` is the earlier day. Sums over days in between. */
  workdaysBetween(from: Day, to: Day, calendar: CalendarName): number;
}

type WhyClosed = (day: Day, calendar: CalendarName) => string | undefined;

/** Computes each year once, because folds need it millions of times: 730 map entries per year and calendar. */
function yearCache(
  rows: readonly HolidayRow[],
  tried: readonly HolidayState[],
): (day: Day, calendar: CalendarName) => ClosedYear {
  const years = { A: new Map<string, ClosedYear>(), B: new Map<string, ClosedYear>() };
  return (day, calendar) => {
    const year = day.slice(0, 4);
    const known = years[calendar].get(year);
    if (known !== undefined) return known;
    const made = closedYear(rows, Number(year), calendar, tried);
    years[calendar].set(year, made);
    return made;
  };
}

function countWorkdays(whyClosed: WhyClosed, knownOn: Day, workdays: number, calendar: CalendarName): CountedWorkdays {
  if (!Number.isInteger(workdays) || workdays < 0) {
    throw new RangeError(`workdays must be a whole number of at least 0, not ${workdays}`);
  }
  const counted: Day[] = [];
  const skipped: { day: Day; why: string }[] = [];
  let day = knownOn;
  while (counted.length < workdays) {
    day = addDays(day, 1);
    const why = whyClosed(day, calendar);
    if (why === undefined) counted.push(day);
    else skipped.push({ day, why });
  }
  return { dueOn: day, counted, skipped };
}

/**
 * The workdays of a year up to and including each day. Counting day by day instead cost the figures of deliveries a
 * millisecond per report about an enrolment of years ago (seed 1, 2026-11-30).
 */
function countedYear(closed: ReadonlyMap<Day, string>, year: string): ReadonlyMap<Day, number> {
  const counted = new Map<Day, number>();
  let workdays = 0;
  for (let day = `${year}-01-01`; day.startsWith(year); day = addDays(day, 1)) {
    if (!closed.has(day)) workdays += 1;
    counted.set(day, workdays);
  }
  return counted;
}

/** Workdays after `from` up to and including `to`, for `from` <= `to`. */
function countBetween(countedIn: (year: string) => ReadonlyMap<Day, number>, from: Day, to: Day): number {
  const upTo = (day: Day): number => countedIn(day.slice(0, 4)).get(day) ?? 0;
  let workdays = upTo(to) - upTo(from);
  for (let year = Number(from.slice(0, 4)); year < Number(to.slice(0, 4)); year += 1) {
    const name = String(year).padStart(4, '0');
    workdays += countedIn(name).get(`${name}-12-31`) ?? 0;
  }
  return workdays;
}

/**
 * Workday arithmetic over a set of holidays; the service uses `DANISH_HOLIDAYS`. `tried`: states that count in a trial.
 */
export function createWorkdays(rows: readonly HolidayRow[], tried: readonly HolidayState[] = []): Workdays {
  const yearOf = yearCache(rows, tried);
  const counts = { A: new Map<string, ReadonlyMap<Day, number>>(), B: new Map<string, ReadonlyMap<Day, number>>() };
  const whyClosed: WhyClosed = (day, calendar) => yearOf(day, calendar).closed.get(day);
  return {
    isWorkday: (day, calendar) => whyClosed(day, calendar) === undefined,
    holidayName: (day, calendar) => yearOf(day, calendar).holidays.get(day),
    dueDate: (knownOn, workdays, calendar) => countWorkdays(whyClosed, knownOn, workdays, calendar),
    workdaysAfter: (day, n, calendar) => countWorkdays(whyClosed, day, n, calendar).dueOn,
    remainingWorkdays(today, dueOn, calendar) {
      let left = 0;
      for (let day = addDays(today, 1); day <= dueOn; day = addDays(day, 1)) {
        if (whyClosed(day, calendar) === undefined) left += 1;
      }
      return left;
    },
    workdaysBetween(from, to, calendar) {
      const countedIn = (year: string): ReadonlyMap<Day, number> => {
        const known = counts[calendar].get(year);
        if (known !== undefined) return known;
        const made = countedYear(yearOf(`${year}-01-01`, calendar).closed, year);
        counts[calendar].set(year, made);
        return made;
      };
      return from <= to ? countBetween(countedIn, from, to) : 0 - countBetween(countedIn, to, from);
    },
  };
}
