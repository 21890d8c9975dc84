import type { FeedEntry } from '#libs/event-store';
import type { Reader } from './reader.ts';

/**
 * Events of a person from which on the stream is long: its rows are worked out apart from everybody else's, and kept as known
 * now only (docs/adr/0025). A life of fifteen years is 5 to 30 events. The index `log.long_streams` knows the number too.
 */
export const LONG_STREAM = 100;

/** The persons of a page to be set aside. */
export function longAmong({ parksPersons, setsAside }: Reader, events: readonly FeedEntry[]): ReadonlySet<string> {
  const long = new Set<string>();
  if (parksPersons !== true || !setsAside) return long;
  for (const event of events) if (!long.has(event.stream) && setsAside(event)) long.add(event.stream);
  return long;
}
