import type { FeedEntry } from '#libs/event-store';
import type { Reader } from './reader.ts';

/**
 * The number of events from which a stream is long: its rows are computed separately from those of others, and kept as
 * known now only (docs/adr/0025). A life of fifteen years has 5 to 30 events. The index `log.long_streams` contains the
 * same number.
 */
export const LONG_STREAM = 100;

/** The persons of a page to be set aside. */
export function longAmong({ parksPersons, setsAside }: Reader, events: readonly FeedEntry[]): ReadonlySet<string> {
  const long = new Set<string>();
  if (parksPersons !== true || !setsAside) return long;
  for (const event of events) if (!long.has(event.stream) && setsAside(event)) long.add(event.stream);
  return long;
}
