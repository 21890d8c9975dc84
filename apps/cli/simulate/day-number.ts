import { addDays, type Day, daysBetween, type Instant } from '#libs/calendar';

/** Days since 1970-01-01. Lives are computed in numbers; reports convert them to text. */
export type DayNumber = number;
/** Minutes since 1970-01-01T00:00Z. */
export type MinuteNumber = number;

const EPOCH: Day = '1970-01-01';
export const MINUTES_A_DAY = 1_440;

/** Covers births from 1930 on and expected days of the youngest. A table, since a life converts about fifty days. */
const FIRST = -14_610;
const COUNT = 50_000;
const TEXTS: readonly Day[] = Array.from({ length: COUNT }, (_, index) => addDays(EPOCH, FIRST + index));
const YEARS = Int16Array.from(TEXTS, (text) => Number(text.slice(0, 4)));
const TIMES: readonly string[] = Array.from({ length: MINUTES_A_DAY }, (_, minute) => {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00.000Z`;
});

export function dayNumber(day: Day): DayNumber {
  return daysBetween(EPOCH, day);
}

/** @throws RangeError outside 1930 to 2066 */
export function dayText(day: DayNumber): Day {
  const text = TEXTS[day - FIRST];
  if (text === undefined) throw new RangeError('Simulated days lie between 1930 and 2066.');
  return text;
}

export function yearOf(day: DayNumber): number {
  return YEARS[day - FIRST] ?? 0;
}

/** @param month 1 to 12 */
export function dayOf(year: number, month: number, day: number): DayNumber {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** 0 = Monday … 6 = Sunday. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The day itself, or the Monday after it: offices are closed at weekends. */
export function officeDay(day: DayNumber): DayNumber {
  const weekday = weekdayOf(day);
  return weekday < 5 ? day : day + 7 - weekday;
}

/** The birthday as a day; for births on 29 February it is 1 March in common years. */
export function birthdayNumber(birth: DayNumber, years: number): DayNumber {
  const text = dayText(birth);
  return dayOf(yearOf(birth) + years, Number(text.slice(5, 7)), Number(text.slice(8, 10)));
}

export function instantText(minute: MinuteNumber): Instant {
  const day = Math.floor(minute / MINUTES_A_DAY);
  return `${dayText(day)}${TIMES[minute - day * MINUTES_A_DAY] ?? ''}`;
}
