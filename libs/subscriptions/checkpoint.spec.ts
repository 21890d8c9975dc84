import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { adoptLog } from '#libs/backup';
import { PostgresEventStore } from '#libs/event-store';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { appendCrossed } from '../../test/given/crossed-appends.ts';
import { newEvent } from '../../test/given/new-event.ts';
import { Follower } from './follower.ts';
import { readCheckpoint } from './checkpoint.ts';

let opened: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;
beforeEach(async () => {
  opened = await testDatabase({ poolSize: 8 });
  ({ pool } = opened.database);
  store = new PostgresEventStore(pool);
});
afterEach(() => opened.drop());

/** Follows with pages of one event, in a cluster of this name, and records the streams it reads. */
function followIn(epoch: string, seen: string[]): Follower {
  const inCluster = Object.assign(Object.create(store) as PostgresEventStore, { epoch: () => Promise.resolve(epoch) });
  const apply = async (_client: unknown, events: readonly { readonly stream: string }[]): Promise<void> => {
    seen.push(...events.map((event) => event.stream));
  };
  return new Follower(
    pool,
    inCluster,
    { name: 'reader', apply },
    { pageSize: 1, now: () => new Date('2026-06-15T06:00:00Z') },
  );
}

async function append(): Promise<string> {
  const stream = randomUUID();
  await store.append([newEvent(stream, 1)], new Map());
  return stream;
}

async function drain(follower: Follower): Promise<void> {
  while ((await follower.step()) !== 'caught-up');
}

describe('a reader seen for the first time', () => {
  test('begins at the start of the log, with one row, however many workers start at once', async () => {
    const places = await Promise.all(Array.from({ length: 6 }, () => readCheckpoint(pool, 'new', 'here')));
    expect(new Set(places.map((place) => JSON.stringify(place)))).toEqual(
      new Set(['{"xid":"0","position":0,"applied":0}']),
    );
  });
});

describe('a checkpoint of another cluster', () => {
  test('of a cluster whose transaction ids came along stays where it is: open transactions are neither lost nor read twice', async () => {
    const seen: string[] = [];
    const [first, second] = await appendCrossed(pool);
    await followIn('old', seen).step();
    expect(seen).toEqual([first]);
    const later = await append();
    await drain(followIn('new', seen));
    expect(seen).toEqual([first, second, later]);
  });

  test('of a log that was loaded anew, with every event under one new transaction id, is found again by position', async () => {
    const seen: string[] = [];
    const applied = [await append(), await append()];
    await drain(followIn('old', seen));
    const waiting = await append();
    await pool.query('alter table log.events disable trigger user');
    await pool.query('update log.events set xid = default');
    const later = await append();
    await drain(followIn('new', seen));
    expect(seen).toEqual([...applied, waiting, later]);
  });

  test('of a log that lost what the reader had applied is set to the last event there is', async () => {
    const seen: string[] = [];
    const kept = await append();
    const lost = await append();
    await drain(followIn('old', seen));
    await pool.query('alter table log.events disable trigger user');
    await pool.query('delete from log.events where stream = $1', [lost]);
    const later = await append();
    await drain(followIn('new', seen));
    expect(seen).toEqual([kept, lost, later]);
  });

  test('re-based by several workers at once is the same place for all', async () => {
    await append();
    await drain(followIn('old', []));
    const places = await Promise.all(Array.from({ length: 6 }, () => readCheckpoint(pool, 'reader', 'new')));
    expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(1);
  });

  test('sabotage: taken over unchanged if every event has a new transaction id makes the reader read events twice', async () => {
    const seen: string[] = [];
    const applied = [await append(), await append()];
    await drain(followIn('old', seen));
    await pool.query('alter table log.events disable trigger user');
    await pool.query('update log.events set xid = default');
    await drain(followIn('old', seen));
    expect(seen).toEqual([...applied, ...applied]);
  });

  test('of a log whose ids are ahead of this cluster, as a dump brings them, goes on once the log is adopted', async () => {
    const seen: string[] = [];
    const applied = await append();
    await drain(followIn('old', seen));
    const waiting = await append();
    await pool.query('alter table log.events disable trigger user');
    for (const table of ['log.events', 'feed.checkpoints', 'feed.progress']) {
      await pool.query(`update ${table} set xid = (xid::text::bigint + 900000000)::text::xid8`);
    }
    await drain(followIn('new', seen));
    expect(seen).toEqual([applied]);
    await adoptLog(pool, { epoch: 'new', rebuilt: [] });
    const later = await append();
    await drain(followIn('new', seen));
    expect(seen).toEqual([applied, waiting, later]);
  });
});
