import { type Day, addDays, weekday } from './days.ts';
import { easterSunday } from './easter.ts';
import type { CalendarName, HolidayRow } from './holidays.data.ts';

export interface HolidayName {
  readonly da: string;
  readonly en: string;
}

/** One year of one calendar. */
export interface ClosedYear {
  readonly holidays: ReadonlyMap<Day, HolidayName>;
  /** Every day that is no workday, with its reason; at a weekend that is the weekday, in both calendars. */
  readonly closed: ReadonlyMap<Day, string>;
}

function dayOf(row: HolidayRow, year: number, easter: Day): Day {
  return typeof row.on === 'string' ? `${year}-${row.on}` : addDays(easter, row.on.easter);
}

function inForce(row: HolidayRow, day: Day): boolean {
  return row.validFrom <= day && (row.validBefore === undefined || day < row.validBefore);
}

function holidaysOf(rows: readonly HolidayRow[], year: number, calendar: CalendarName): Map<Day, HolidayName> {
  const easter = easterSunday(year);
  const holidays = new Map<Day, HolidayName>();
  for (const row of rows) {
    const day = dayOf(row, year, easter);
    if (row.calendars.includes(calendar) && inForce(row, day) && !holidays.has(day)) {
      holidays.set(day, { da: row.da, en: row.en });
    }
  }
  return holidays;
}

/** The days of a year on which nobody counts workdays, by calendar. */
export function closedYear(rows: readonly HolidayRow[], year: number, calendar: CalendarName): ClosedYear {
  const holidays = holidaysOf(rows, year, calendar);
  const closed = new Map<Day, string>();
  for (const [day, name] of holidays) closed.set(day, name.da);
  for (let day = `${year}-01-01`; Number(day.slice(0, 4)) === year; day = addDays(day, 1)) {
    const dayOfWeek = weekday(day);
    if (dayOfWeek >= 6) closed.set(day, dayOfWeek === 6 ? 'lørdag' : 'søndag');
  }
  return { holidays, closed };
}
