import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { FEED_START } from './store.ts';
import { PostgresEventStore } from './postgres-store.ts';

let ours: TestDatabase;
let other: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  [ours, other] = [await testDatabase({ poolSize: 8 }), await testDatabase()];
  store = new PostgresEventStore(ours.database.pool);
});
afterAll(() => Promise.all([ours.drop(), other.drop()]));

const append = async (): Promise<number | undefined> => (await store.append([newEvent(randomUUID(), 1)], new Map()))[0];
const readable = async (): Promise<number[]> =>
  (await store.readFeed(FEED_START, 1_000)).events.map(({ position }) => position);

/** Opens a session that has written something and stays open. */
async function writerIn(database: TestDatabase): Promise<PoolClient> {
  const client = await database.database.pool.connect();
  await client.query('begin; select pg_current_xact_id()');
  return client;
}

async function end(client: PoolClient, how = 'rollback'): Promise<void> {
  await client.query(how);
  client.release();
}

test('an open transaction in another database of the cluster delays no reader', async () => {
  const held = await writerIn(other);
  const position = await append();
  expect(await readable()).toContain(position);
  await end(held);
});

test('an open transaction in this database delays readers, whatever happens elsewhere, and no event is skipped', async () => {
  const elsewhere = await writerIn(other);
  const held = await writerIn(ours);
  const before = await readable();
  const position = await append();
  expect(await readable()).toEqual(before);
  await end(elsewhere);
  expect(await readable()).toEqual(before);
  await end(held, 'commit');
  expect(await readable()).toEqual([...before, position]);
});

test("the service's own user needs no right to see the work of others", async () => {
  const role = `reader_${randomUUID().slice(0, 8)}`;
  const { pool } = ours.database;
  await pool.query(`create role ${role}; grant usage on schema log to ${role}; grant select on log.events to ${role}`);
  const held = await writerIn(other);
  const position = await append();
  const client = await pool.connect();
  try {
    await client.query(`set role ${role}`);
    const { rows } = await client.query<{ position: number }>(
      'select position from log.events where xid < log.horizon() order by position desc limit 1',
    );
    expect(rows[0]?.position).toBe(position);
  } finally {
    await client.query(`reset role; drop owned by ${role}; drop role ${role}`);
    client.release();
    await end(held);
  }
});

test('under writers in both databases every event is read once and in order', async () => {
  const from = await store.readFeed(FEED_START, 1_000);
  let place = from.next;
  const seen: string[] = [];
  let writing = 6;
  const stored: string[] = [];
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    for (let turn = 0; turn < 25; turn += 1) {
      const held = writer % 2 === 0 && turn % 5 === 0 ? await writerIn(other) : undefined;
      const event = newEvent(randomUUID(), 1);
      await store.append([event], new Map());
      stored.push(event.eventId);
      if (held) await end(held, turn % 2 === 0 ? 'commit' : 'rollback');
    }
    writing -= 1;
  });
  const reader = (async () => {
    for (let empty = 0; empty < 3;) {
      const page = await store.readFeed(place, 7);
      seen.push(...page.events.map(({ eventId }) => eventId));
      place = page.next;
      empty = page.events.length === 0 && writing === 0 ? empty + 1 : 0;
    }
  })();
  await Promise.all([...writers, reader]);
  expect([seen.length, new Set(seen).size, seen.length === stored.length]).toEqual([150, 150, true]);
});
