export { type Day, addDays, addMonths, ageOn, birthday, daysBetween, isDay, weekday } from './days.ts';
export { type Week, findMondayOf, weekOf } from './weeks.ts';
export { type Instant, TIME_ZONE, localDay, startOfDay } from './copenhagen.ts';
export type { HolidayName } from './closed-days.ts';
export {
  type CalendarName,
  type HolidayInterval,
  type HolidayRow,
  type HolidayState,
  DANISH_HOLIDAYS,
} from './holidays.data.ts';
export { type CountedWorkdays, type Workdays, createWorkdays } from './workdays.ts';
export {
  decidingHolidays,
  dueDate,
  holidayName,
  isWorkday,
  remainingWorkdays,
  workdaysAfter,
} from './danish-workdays.ts';
export { easterSunday } from './easter.ts';
export { type Clock, systemClock } from './clock.ts';
export { CLOCK, MOVABLE_CLOCK } from './injection.ts';
export { MovableClock, type MoveListener } from './movable-clock.ts';
