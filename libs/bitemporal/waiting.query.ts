import type { ClientBase } from 'pg';
import type { EventType } from '#events/person-event';
import { GIVES_STANDING } from '#events/standing/may-give';
import type { FeedEntry } from '#libs/event-store';

/**
 * Finds persons of a page with a report that waits for standing, if an event of the page may give it: rows can then
 * change by an event whose own type changes none. Reads a partial index, which is empty for nearly all persons.
 */
export async function findPersonsWithWaiting(
  client: ClientBase,
  events: readonly FeedEntry[],
): Promise<ReadonlySet<string>> {
  const persons = [
    ...new Set(events.flatMap(({ stream, type }) => (GIVES_STANDING.has(type as EventType) ? [stream] : []))),
  ];
  if (persons.length === 0) return new Set();
  const { rows } = await client.query<{ stream: string }>({
    name: 'find-persons-with-waiting',
    text: `select distinct stream from log.events where stream = any($1::uuid[]) and meta ->> 'standing' = 'waiting'`,
    values: [persons],
  });
  return new Set(rows.map(({ stream }) => stream));
}
