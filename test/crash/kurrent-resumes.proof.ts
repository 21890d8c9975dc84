import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { openKurrentStore } from '#libs/event-store';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { loadKurrentLibrary } from '../../libs/event-store/kurrent/client.ts';
import { newEvent } from '../given/new-event.ts';
import { KurrentDouble } from '../kurrent-double/kurrent-double.ts';
import { onKurrent, type OnKurrent, until } from '../kurrent-double/on-kurrent.ts';

// The double sends checkpoints a million places ahead of the next events.
let double: KurrentDouble;
let writer: OnKurrent;
let copy: TestDatabase;
beforeAll(async () => {
  double = await KurrentDouble.start('25.1.0');
  writer = await onKurrent(double.url);
  copy = await testDatabase();
});
afterAll(async () => {
  await writer.close();
  await copy.drop();
  await double.remove();
});

const start = () =>
  openKurrentStore({
    pool: copy.database.pool,
    url: double.url,
    newId: randomUUID,
    now: () => Date.now(),
    log: () => undefined,
    knownStreams: async (_, streams) => new Set(streams),
  });

const placeIn = async (pool: Pool): Promise<string> =>
  (await pool.query<{ place: string }>("select commit_position || '/' || prepare_position as place from log.kurrent"))
    .rows[0]?.place ?? 'none';

async function writeOthers(count: number): Promise<void> {
  const client = (await loadKurrentLibrary()).KurrentDBClient.connectionString(double.url);
  const events = Array.from({ length: count }, () => ({
    id: randomUUID(),
    type: 'foreign',
    contentType: 'application/json' as const,
    data: {},
    metadata: {},
  }));
  await client.appendToStream(`orders-${randomUUID()}`, events, { streamState: 'no_stream', deadline: 5_000 });
  await client.dispose();
}

async function append(): Promise<string> {
  const event = newEvent(randomUUID(), 1);
  await writer.store.append([event], new Map());
  return event.eventId;
}

const arrived = (store: OnKurrent['store'], id: string) =>
  until(
    () => store.findByEventIds([id]),
    (found) => found.length === 1,
  );

test('the copy of KurrentDB continues from its last event, not from a checkpoint beyond it, and gets the next event', async () => {
  let store = await start();
  const first = await append();
  await arrived(store.store, first);
  const place = await until(
    () => placeIn(copy.database.pool),
    (found) => found !== 'none',
  );
  await writeOthers(700);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await placeIn(copy.database.pool)).toBe(place);
  await store.close();

  const meanwhile = await append();
  store = await start();
  await arrived(store.store, meanwhile);
  await until(
    () => placeIn(copy.database.pool),
    (found) => found !== place,
  );
  await store.close();
});
