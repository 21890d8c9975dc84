import type { ClientBase } from 'pg';
import type { EventType } from '#events/person-event';
import { GIVES_STANDING } from '#events/standing/may-give';
import { type FeedEntry, findStreamsWaiting } from '#libs/event-store';

/**
 * Finds persons of a page with a report that waits for standing, if an event of the page may give it: rows can then
 * change by an event whose own type changes none.
 */
export async function findPersonsWithWaiting(
  client: ClientBase,
  events: readonly FeedEntry[],
): Promise<ReadonlySet<string>> {
  const persons = [
    ...new Set(events.flatMap(({ stream, type }) => (GIVES_STANDING.has(type as EventType) ? [stream] : []))),
  ];
  return persons.length === 0 ? new Set() : findStreamsWaiting(client, persons);
}
