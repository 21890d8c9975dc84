import type { PersonHistory } from '#events/person-event';

/**
 * Whether something among the first `count` events was corrected or withdrawn by a later one. What could not be worked
 * out at that moment may then be passed over: the sender has said that it does not hold.
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
 * The same without the reports that are withdrawn in it; undefined where none is. Worse than the whole (nothing says any
 * more that there was a report), so only for where the whole cannot be worked out.
 */
export function withoutWithdrawn(known: PersonHistory): PersonHistory | undefined {
  const withdrawn = new Set(
    known.events.flatMap((event) => (event.type === 'report-withdrawn.v1' ? [event.data.target] : [])),
  );
  const events = known.events.filter(({ eventId }) => !withdrawn.has(eventId));
  return events.length < known.events.length ? { ...known, events } : undefined;
}
