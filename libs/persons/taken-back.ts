import type { PersonHistory } from '#events/person-event';

/**
 * Whether one of the first `count` events was corrected or withdrawn by a later one. A state that could not be computed
 * at that moment may then be skipped: the sender has stated that the report does not hold.
 */
export function isTakenBackSince({ events }: PersonHistory, count: number): boolean {
  const known = new Set(events.slice(0, count).map(({ eventId }) => eventId));
  return events.slice(count).some((later) => {
    if (later.type !== 'report-withdrawn.v1' && later.type !== 'report-corrected.v1') return false;
    try {
      return known.has(later.data.target);
    } catch {
      return false;
    }
  });
}

/**
 * The same history without the reports that are withdrawn in it. Use it only if the whole cannot be computed, since it
 * no longer shows that there was a report.
 * @returns undefined if none is withdrawn
 */
export function withoutWithdrawn(known: PersonHistory): PersonHistory | undefined {
  const withdrawn = new Set(
    known.events.flatMap((event) => (event.type === 'report-withdrawn.v1' ? [event.data.target] : [])),
  );
  const events = known.events.filter(({ eventId }) => !withdrawn.has(eventId));
  return events.length < known.events.length ? { ...known, events } : undefined;
}
