import { addDays, type Day, findMondayOf, localDay, type Week } from '#libs/calendar';

/** A space that does not break: "62 %", "kl. 06.00". */
export const NBSP = '\u00a0';

const TIME = new Intl.DateTimeFormat('da-DK', { timeZone: 'Europe/Copenhagen', hour: '2-digit', minute: '2-digit' });
const NUMBER = new Intl.NumberFormat('da-DK');

/** 24.12.2026 */
export const asDate = (day: Day): string => day.split('-').reverse().join('.');

/** 24.12.2026 kl. 06.00 */
export const asDateAndTime = (moment: Date): string => `${asDate(localDay(moment))} kl.${NBSP}${TIME.format(moment)}`;

/** 2.198 */
export const asNumber = (value: number): string => NUMBER.format(value);

/** A share of 0 to 1 as whole percent. Rounded down from below, so that 100 means all. */
export const asPercent = (share: number): number => (share >= 1 ? 100 : Math.min(99, Math.round(share * 100)));

/** "uge 47, 2026" */
export function asWeek(week: Week): string {
  const [year = '', number = ''] = week.split('-W');
  return `uge${NBSP}${Number(number)}, ${year}`;
}

/** "16.11.2026–22.11.2026" */
export function asDaysOf(from: Week, to: Week): string {
  const [first, last] = [findMondayOf(from), findMondayOf(to)];
  return first === undefined || last === undefined ? '' : `${asDate(first)}–${asDate(addDays(last, 6))}`;
}

/** "1 arbejdsdag", "2 arbejdsdage" */
export const counted = (count: number, one: string, several: string): string =>
  `${asNumber(count)}${NBSP}${count === 1 ? one : several}`;
