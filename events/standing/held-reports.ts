import { isInForce } from '../history/current-content.ts';
import { withdrawalsInForce } from '../history/withdrawals.ts';
import type { PersonEvent } from '../person-event.ts';
import { releasesOf } from './releases.ts';

/** All reports about the person that wait for standing and are not withdrawn. */
export function reportsOnHold(events: readonly PersonEvent[]): PersonEvent[] {
  if (!events.some((event) => event.standing === 'waiting')) return [];
  const releases = releasesOf(events);
  const withdrawals = withdrawalsInForce(events);
  return events.filter((event) => !withdrawals.has(event.eventId) && !isInForce(event, releases));
}

/** A reporter's reports about the person that wait for standing and are not withdrawn. */
export function heldReports(reporter: string, events: readonly PersonEvent[]): PersonEvent[] {
  const isOwn = (event: PersonEvent): boolean => event.reporter === reporter;
  return events.some((event) => isOwn(event) && event.standing === 'waiting')
    ? reportsOnHold(events).filter(isOwn)
    : [];
}
