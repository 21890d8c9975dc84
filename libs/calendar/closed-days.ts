import { type Day, addDays, weekday } from './days.ts';
import { easterSunday } from './easter.ts';
import type { CalendarName, HolidayInterval, HolidayRow, HolidayState } from './holidays.data.ts';

export interface HolidayName {
  readonly da: string;
  readonly en: string;
}

/** One year of one calendar. */
export interface ClosedYear {
  readonly holidays: ReadonlyMap<Day, HolidayName>;
  /** Every day that is no workday, with its reason; at a weekend the reason is the weekday, in both calendars. */
  readonly closed: ReadonlyMap<Day, string>;
}

function dayOf(row: HolidayRow, year: number, easter: Day): Day {
  return typeof row.on === 'string' ? `${year}-${row.on}` : addDays(easter, row.on.easter);
}

function covers({ validFrom, validBefore }: HolidayInterval, day: Day): boolean {
  return validFrom <= day && (validBefore === undefined || day < validBefore);
}

/**
 * The intervals that make the day a holiday: those in force, lapsed ones that were in force, and in a trial the tried
 * ones.
 */
export function decidingIntervals(row: HolidayRow, tried: readonly HolidayState[] = []): HolidayInterval[] {
  return row.intervals.filter(({ state, validBefore }) => {
    if (state === 'lapsed') return validBefore !== undefined;
    return state === 'in-force' || tried.includes(state);
  });
}

function holidaysOf(
  rows: readonly HolidayRow[],
  year: number,
  calendar: CalendarName,
  tried: readonly HolidayState[],
): Map<Day, HolidayName> {
  const easter = easterSunday(year);
  const holidays = new Map<Day, HolidayName>();
  for (const row of rows) {
    const day = dayOf(row, year, easter);
    if (!row.calendars.includes(calendar) || holidays.has(day)) continue;
    if (decidingIntervals(row, tried).some((interval) => covers(interval, day))) {
      holidays.set(day, { da: row.da, en: row.en });
    }
  }
  return holidays;
}

/** The days of a year that are no workdays, by calendar. `tried`: states that count in a trial. */
export function closedYear(
  rows: readonly HolidayRow[],
  year: number,
  calendar: CalendarName,
  tried: readonly HolidayState[] = [],
): ClosedYear {
  const holidays = holidaysOf(rows, year, calendar, tried);
  const closed = new Map<Day, string>();
  for (const [day, name] of holidays) closed.set(day, name.da);
  for (let day = `${year}-01-01`; Number(day.slice(0, 4)) === year; day = addDays(day, 1)) {
    const dayOfWeek = weekday(day);
    if (dayOfWeek >= 6) closed.set(day, dayOfWeek === 6 ? 'lørdag' : 'søndag');
  }
  return { holidays, closed };
}
