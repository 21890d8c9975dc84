import { decidingIntervals } from './closed-days.ts';
import { DANISH_HOLIDAYS } from './holidays.data.ts';
import { createWorkdays } from './workdays.ts';

export const { isWorkday, holidayName, dueDate, workdaysAfter, remainingWorkdays, workdaysBetween } =
  createWorkdays(DANISH_HOLIDAYS);

/**
 * The part of the holidays that decides, for telling one set from another: id, day, calendars, first day, day it ends
 * before.
 */
export function decidingHolidays(): (readonly unknown[])[] {
  return DANISH_HOLIDAYS.flatMap((row) =>
    decidingIntervals(row).map(({ validFrom, validBefore }) => [
      row.id,
      row.on,
      row.calendars,
      validFrom,
      validBefore ?? null,
    ]),
  );
}
