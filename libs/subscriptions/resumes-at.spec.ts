import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import { type EventStore, type FeedPlace, PostgresEventStore } from '#libs/event-store';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { Follower } from './follower.ts';
import { readCheckpoint } from './checkpoint.ts';

let opened: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;
beforeAll(async () => {
  opened = await testDatabase();
  pool = opened.database.pool;
  store = new PostgresEventStore(pool);
});
afterAll(() => opened.drop());

const append = async (): Promise<number> => (await store.append([newEvent(randomUUID(), 1)], new Map()))[0] ?? NaN;

/** A reader as a process has it after a start. Records the places from which it reads the log. */
function started(asked: FeedPlace[], applied: number[]): Follower {
  const watched = new Proxy(store, {
    get: (target, name) =>
      name === 'readFeed'
        ? (after: FeedPlace, limit: number) => (asked.push(after), target.readFeed(after, limit))
        : Reflect.get(target, name, target).bind?.(target),
  }) as EventStore<PoolClient>;
  const reader = {
    name: 'restarted',
    apply: async (_: PoolClient, events: readonly { position: number }[]) =>
      void applied.push(...events.map(({ position }) => position)),
  };
  return new Follower(pool, watched, reader, { pageSize: 100, now: () => new Date() });
}

async function drain(follower: Follower): Promise<void> {
  while ((await follower.step()) === 'applied');
}

test('after each start a reader asks first for the events after the last one it handled, and at no other place', async () => {
  const applied: number[] = [];
  let last: FeedPlace = { xid: '0', position: 0 };
  for (let start = 0; start < 4; start += 1) {
    const [one, two] = [await append(), await append()];
    const asked: FeedPlace[] = [];
    await drain(started(asked, applied));
    expect({ start, from: asked[0]?.position, xid: asked[0]?.xid }).toEqual({
      start,
      from: last.position,
      xid: last.xid,
    });
    expect(applied.slice(-2)).toEqual([one, two]);
    last = await readCheckpoint(pool, 'restarted', await store.epoch());
    expect(last.position).toBe(two);
  }
  expect(applied).toHaveLength(8);
});
