import { type Day, addDays } from '#libs/calendar';

/** Serials 0000-3999 have a seventh digit 0-3, which means born 1900-1999 whatever the year. */
const SERIALS = 4000;

/**
 * A synthetic civil number (day + 60) for the `index`th person, different for each index: the birth date is
 * `from + index mod days`, the serial counts the rounds. Undefined where the range is used up or not in the 1900s.
 */
export function syntheticCpr(index: number, from: Day, days: number): string | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || !Number.isSafeInteger(days) || days < 1) return undefined;
  const serial = Math.floor(index / days);
  const born = addDays(from, index % days);
  if (serial >= SERIALS || !born.startsWith('19')) return undefined;
  const day = Number(born.slice(8, 10)) + 60;
  return `${day}${born.slice(5, 7)}${born.slice(2, 4)}${String(serial).padStart(4, '0')}`;
}
