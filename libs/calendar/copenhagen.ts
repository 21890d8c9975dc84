import type { Day } from './days.ts';

/** Deadlines are counted in Danish local days (follow-up.md). */
export const TIME_ZONE = 'Europe/Copenhagen';

const localParts = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE });

/** The local day in Denmark of a moment. */
export function localDay(instant: string | Date): Day {
  return localParts.format(typeof instant === 'string' ? new Date(instant) : instant);
}
