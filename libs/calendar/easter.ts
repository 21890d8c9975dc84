import type { Day } from './days.ts';

const two = (number: number): string => String(number).padStart(2, '0');

/**
 * Easter Sunday of a Gregorian year: the anonymous algorithm of 1876, in Jean Meeus, Astronomical Algorithms, ch. 8.
 * The letters are those of the source, so that the code can be compared with the book.
 */
export function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return `${year}-${two(Math.floor(n / 31))}-${two((n % 31) + 1)}`;
}
