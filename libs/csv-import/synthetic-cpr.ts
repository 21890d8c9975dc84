import { type Day, addDays } from '#libs/calendar';

/**
 * Serials by the meaning of their seventh digit (cpr.dk, "Opbygning af CPR-nummeret"): 0-3 born 1900-1999 in any year,
 * 4-9 born 2000-2036, 5-8 born 2037-2057.
 */
function serialsOf(born: Day): { readonly first: number; readonly count: number } | undefined {
  if (born.startsWith('19')) return { first: 0, count: 4000 };
  if (born >= '2000-01-01' && born < '2037-01-01') return { first: 4000, count: 6000 };
  return born >= '2037-01-01' && born < '2058-01-01' ? { first: 5000, count: 4000 } : undefined;
}

/**
 * A synthetic civil number (day + 60) for the `index`th person, different for each index: the birth date is `from +
 * index mod days`, the serial counts the rounds.
 * @returns undefined if the range is used up or outside 1900-2057
 */
export function syntheticCpr(index: number, from: Day, days: number): string | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || !Number.isSafeInteger(days) || days < 1) return undefined;
  const round = Math.floor(index / days);
  const born = addDays(from, index % days);
  const serials = serialsOf(born);
  if (serials === undefined || round >= serials.count) return undefined;
  const day = Number(born.slice(8, 10)) + 60;
  return `${day}${born.slice(5, 7)}${born.slice(2, 4)}${String(serials.first + round).padStart(4, '0')}`;
}
