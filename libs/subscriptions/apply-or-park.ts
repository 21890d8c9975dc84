import type { PoolClient } from 'pg';
import type { FeedEntry } from '#libs/event-store';
import { longAmong } from './long-streams.ts';
import { type Parked, park, parkedAmong, setAside, toParked } from './park.ts';
import { isPoison, reasonOf } from './poison.ts';
import type { Reader } from './reader.ts';

export interface ApplyOptions {
  /** The time from which a stream counts as parked. */
  readonly at: Date;
  /** Whether a failure is caused by the event's own data. Only tests that prove the effect of this check replace it. */
  readonly isPoison?: ((error: unknown) => boolean) | undefined;
  /** Aborts the work; its reason is thrown. */
  readonly limit?: AbortSignal | undefined;
}

/**
 * Applies a page inside the caller's transaction. Leaves out the events of parked streams and sets long streams aside
 * (docs/adr/0025). If a page fails because of its data, applies it person by person, and parks the streams that cannot
 * be applied in the same transaction (docs/adr/0012).
 * @returns the streams parked by this page
 * @throws a failure that the data does not cause: roll the transaction back and try the page again
 */
export async function applyOrPark(
  client: PoolClient,
  reader: Reader,
  events: readonly FeedEntry[],
  options: ApplyOptions,
): Promise<Parked[]> {
  if (reader.parksPersons !== true) {
    await reader.apply(client, events);
    return [];
  }
  const waiting = await parkedAmong(client, reader.name, personsOf(events));
  const due = events.filter(({ stream }) => !waiting.has(stream));
  const long = longAmong(reader, due);
  await setAside(
    client,
    firstOf(due, long).map((event) => toParked(reader.name, event, LONG, options.at)),
  );
  const parked = await applyEach(
    client,
    reader,
    due.filter(({ stream }) => !long.has(stream)),
    options,
  );
  await park(client, parked);
  return parked;
}

const LONG = 'the stream is long: it is being caught up';

/** The first event of each of these persons. */
function firstOf(events: readonly FeedEntry[], persons: ReadonlySet<string>): FeedEntry[] {
  if (persons.size === 0) return [];
  const first = new Map<string, FeedEntry>();
  for (const event of events) if (persons.has(event.stream) && !first.has(event.stream)) first.set(event.stream, event);
  return [...first.values()];
}

/** Applies the events of persons that are not parked. Returns the persons to park. */
export async function applyEach(
  client: PoolClient,
  reader: Reader,
  events: readonly FeedEntry[],
  options: ApplyOptions,
): Promise<Parked[]> {
  if (events.length === 0) return [];
  const failure = await attempt(client, reader, events, options);
  if (!failure) return [];
  const persons = byPerson(events);
  if (persons.length === 1) return stopBefore(client, reader, events, options);
  const half = Math.ceil(persons.length / 2);
  const halves = [persons.slice(0, half), persons.slice(half)];
  const parked: Parked[] = [];
  for (const one of halves) parked.push(...(await applyEach(client, reader, one.flat(), options)));
  return parked;
}

/** Applies as many of one person's events as possible, and parks the stream before the next. */
async function stopBefore(
  client: PoolClient,
  reader: Reader,
  events: readonly FeedEntry[],
  options: ApplyOptions,
): Promise<Parked[]> {
  // Tries once more: a failure that does not recur is not caused by the event.
  let failure = await attempt(client, reader, events, options);
  for (let stopsAt = events.length - 1; failure && stopsAt >= 0; stopsAt -= 1) {
    const event = events[stopsAt];
    const before = stopsAt === 0 ? undefined : await attempt(client, reader, events.slice(0, stopsAt), options);
    if (!before && event) return [toParked(reader.name, event, reasonOf(failure.error), options.at)];
    failure = before;
  }
  return [];
}

interface Failure {
  readonly error: unknown;
}

async function attempt(
  client: PoolClient,
  reader: Reader,
  events: readonly FeedEntry[],
  options: ApplyOptions,
): Promise<Failure | undefined> {
  await client.query('savepoint page');
  try {
    await reader.apply(client, events, options.limit);
    await client.query('release savepoint page');
    return undefined;
  } catch (error) {
    if (!(options.isPoison ?? isPoison)(error)) throw error;
    // Fails if the session is gone, whatever the first error was: then the page has failed, and no stream is parked.
    await client.query('rollback to savepoint page; release savepoint page');
    return { error };
  }
}

export function personsOf(events: readonly FeedEntry[]): string[] {
  return [...new Set(events.map(({ stream }) => stream))];
}

function byPerson(events: readonly FeedEntry[]): FeedEntry[][] {
  const groups = new Map<string, FeedEntry[]>();
  for (const event of events) {
    const group = groups.get(event.stream);
    if (group) group.push(event);
    else groups.set(event.stream, [event]);
  }
  return [...groups.values()];
}
