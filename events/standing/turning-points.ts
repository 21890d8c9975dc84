import { isInForce } from '../history/current-content.ts';
import type { PersonEvent } from '../person-event.ts';
import { releasesOf } from './releases.ts';

const NONE: ReadonlySet<number> = new Set();

/**
 * Positions at which something other than the event itself came into force: a waiting report got standing, or the
 * person became known. A reader that skips events by type must stop at these too. Empty if no event ever waited.
 */
export function turningPoints(events: readonly PersonEvent[]): ReadonlySet<number> {
  if (!events.some((event) => event.standing === 'waiting')) return NONE;
  const releases = releasesOf(events);
  const known = events.flatMap((event) =>
    isInForce(event, releases) ? [releases.get(event.eventId)?.position ?? event.position] : [],
  );
  return new Set([
    ...[...releases.values()].map(({ position }) => position),
    ...(known.length > 0 ? [Math.min(...known)] : []),
  ]);
}
