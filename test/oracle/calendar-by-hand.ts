import type { Day } from '#events/model/stored';

const FIRST_YEAR = 1930;
const LAST_YEAR = 2110;

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function lastOfMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function written(year: number, month: number, date: number): Day {
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

function everyDay(): Day[] {
  const days: Day[] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1)
    for (let month = 1; month <= 12; month += 1)
      for (let date = 1; date <= lastOfMonth(year, month); date += 1) days.push(written(year, month, date));
  return days;
}

/** Every day 1930-2110 in order, counted one by one: shares no date arithmetic with the product. */
const calendar: readonly Day[] = everyDay();
const places = new Map(calendar.map((day, place) => [day, place]));

/** The days after this one (or before it, with step -1). */
export function* daysOnwards(day: Day, step: 1 | -1): Generator<Day> {
  for (let place = placeOf(day) + step; place >= 0 && place < calendar.length; place += step)
    yield calendar[place] ?? day;
}

function placeOf(day: Day): number {
  const place = places.get(day);
  if (place === undefined) throw new RangeError(`${day} is not in the hand-made calendar`);
  return place;
}

/** The day `days` later (earlier when negative). Throws outside 1930-2110. */
export function daysAfter(day: Day, days: number): Day {
  const found = calendar[placeOf(day) + days];
  if (found === undefined) throw new RangeError(`No day ${days} days from ${day} in the hand-made calendar`);
  return found;
}

/** The same date `months` later, or the last day of that month if it has no such date. */
export function monthsAfter(day: Day, months: number): Day {
  let [year = 0, month = 0] = day.split('-').map(Number);
  for (let step = 0; step < months; step += 1) {
    month += 1;
    if (month === 13) [year, month] = [year + 1, 1];
  }
  return written(year, month, Math.min(Number(day.slice(8)), lastOfMonth(year, month)));
}

/** The day on which a person born on `birthDate` turns `age`; 29 February gives 1 March in a year without it. */
export function turns(birthDate: Day, age: number): Day {
  const year = Number(birthDate.slice(0, 4)) + age;
  if (birthDate.endsWith('-02-29') && !isLeapYear(year)) return `${year}-03-01`;
  return `${year}${birthDate.slice(4)}`;
}
