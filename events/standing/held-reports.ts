import { isInForce } from '../history/current-content.ts';
import { withdrawalsInForce } from '../history/withdrawals.ts';
import type { PersonEvent } from '../person-event.ts';
import { releasesOf } from './releases.ts';

/** A reporter's reports about the person that wait for standing and are not withdrawn. */
export function heldReports(reporter: string, events: readonly PersonEvent[]): PersonEvent[] {
  const own = events.filter((event) => event.reporter === reporter);
  if (!own.some((event) => event.standing === 'waiting')) return [];
  const releases = releasesOf(events);
  const withdrawals = withdrawalsInForce(own);
  return own.filter((event) => !withdrawals.has(event.eventId) && !isInForce(event, releases));
}
