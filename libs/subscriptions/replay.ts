import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#libs/database';
import type { EventStore, FeedEntry } from '#libs/event-store';
import { applyEach } from './apply-or-park.ts';
import { readCheckpoint } from './checkpoint.ts';
import { findParked, type Parked, park, toParked } from './park.ts';
import { reasonOf } from './poison.ts';
import type { Reader } from './reader.ts';
import { noteReplayed, waitingEvents } from './waiting-events.ts';

export interface Replay {
  readonly reader: string;
  readonly person: string;
  /** The number of waiting events that are now applied. */
  readonly applied: number;
  /** The event before which the stream is still parked; undefined if nothing waits any more. */
  readonly parked: Parked | undefined;
}

/**
 * Applies the waiting events of one parked stream, from the event that failed up to everything the reader has passed in
 * the meantime, in one transaction with the removal of the parked row. Holds the reader until then, so that nothing is
 * applied in between.
 * @returns undefined if the stream is not parked (any more)
 */
export async function replayParked(
  { pool, store, now }: { readonly pool: Pool; readonly store: EventStore<PoolClient>; readonly now: () => Date },
  reader: Reader,
  person: string,
): Promise<Replay | undefined> {
  await readCheckpoint(pool, reader.name, await store.epoch());
  return inTransaction(pool, (client) => replayIn(client, reader, person, now()));
}

async function replayIn(client: PoolClient, reader: Reader, person: string, at: Date): Promise<Replay | undefined> {
  await client.query('select feed.hold($1)', [reader.name]);
  const was = await findParked(client, reader.name, person);
  if (!was) return undefined;
  const events = await waitingEvents(client, was);
  await client.query('delete from feed.parked where reader = $1 and person = $2', [reader.name, person]);
  const still = await applyWaiting(client, reader, events, at);
  // Answers have not changed since the first failure, however often it was tried again.
  if (still) await park(client, [{ ...still, since: was.since }]);
  const applied = events.filter(({ version }) => still === undefined || version < still.version);
  await noteReplayed(client, was, applied, at);
  return { reader: reader.name, person, applied: applied.length, parked: still && { ...still, since: was.since } };
}

async function applyWaiting(
  client: PoolClient,
  reader: Reader,
  events: readonly FeedEntry[],
  at: Date,
): Promise<Parked | undefined> {
  const [failure] = (await reader.beforehand?.(events)) ?? [];
  const [first] = events;
  if (failure && first) return toParked(reader.name, first, reasonOf(failure.error), at);
  const [parked] = await applyEach(client, reader, events, { at });
  return parked;
}
