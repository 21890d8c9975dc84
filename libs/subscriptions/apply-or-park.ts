import type { PoolClient } from 'pg';
import type { FeedEntry } from '#libs/event-store';
import { longAmong } from './long-streams.ts';
import { type Parked, park, parkedAmong, setAside, toParked } from './park.ts';
import { isPoison, reasonOf } from './poison.ts';
import type { Reader } from './reader.ts';

export interface ApplyOptions {
  /** When: told of whoever is parked. */
  readonly at: Date;
  /** What counts as an event's own fault; only tests that prove what it is good for say otherwise. */
  readonly isPoison?: ((error: unknown) => boolean) | undefined;
  /** Ends the work with its reason. */
  readonly limit?: AbortSignal | undefined;
}

/**
 * Applies a page inside the caller's transaction. Events of persons who wait are left out, whose streams are long are set
 * aside (docs/adr/0025); a page that fails for its data is applied person by person, and who cannot be applied is parked in
 * the same transaction (docs/adr/0012).
 * @returns whom it parked
 * @throws what is nobody's data's fault: the transaction is then to be rolled back and the page tried again
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

/** The same for events of nobody who waits; parks nobody, but says who must be. */
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

/** Applies as many of one person's events as can be, and parks before the next. */
async function stopBefore(
  client: PoolClient,
  reader: Reader,
  events: readonly FeedEntry[],
  options: ApplyOptions,
): Promise<Parked[]> {
  // Once more: what fails only once was not the event's fault.
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
    // Fails where the session is gone, whatever the error looked like: then it is the page's failure, and nobody is parked.
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
