import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { isAheadOfCluster, PostgresEventStore, verifyChain } from '#libs/event-store';
import { Follower } from '#libs/subscriptions';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { rowsOf } from '../../test/restore/some-facts.ts';
import { adoptLog } from './adopt.ts';

let opened: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;
beforeEach(async () => {
  opened = await testDatabase({ poolSize: 4 });
  ({ pool } = opened.database);
  store = new PostgresEventStore(pool);
});
afterEach(() => opened.drop());

const append = async (): Promise<string> => {
  const stream = randomUUID();
  await store.append([newEvent(stream, 1)], new Map());
  return stream;
};

/** Reads to the end of the log as a cluster of this name. */
async function drain(epoch: string, seen: string[], pages = Infinity): Promise<void> {
  const inCluster = Object.assign(new PostgresEventStore(pool), { epoch: () => Promise.resolve(epoch) });
  const apply = async (_client: unknown, events: readonly { readonly stream: string }[]): Promise<void> => {
    seen.push(...events.map(({ stream }) => stream));
  };
  const follower = new Follower(
    pool,
    inCluster,
    { name: 'reader', notesPassing: true, apply },
    { pageSize: 1, now: () => new Date('2026-06-15T06:00:00Z') },
  );
  for (let page = 0; page < pages && (await follower.step()) !== 'caught-up'; page += 1);
}

/** Sets the transaction ids in every table to those a dump of an older cluster would have. */
async function asFromAnOlderCluster(): Promise<void> {
  await pool.query('alter table log.events disable trigger user');
  for (const table of ['log.events', 'feed.checkpoints', 'feed.progress']) {
    await pool.query(`update ${table} set xid = (xid::text::bigint + 900000000)::text::xid8`);
  }
  await pool.query('alter table log.events enable trigger user');
}

const adopt = (): Promise<number> => adoptLog(pool, { epoch: 'new', rebuilt: [] });

test("an adopted log of an older cluster is read on from its readers' checkpoints, and new events after it", async () => {
  const seen: string[] = [];
  const streams = [await append(), await append()];
  await drain('old', seen);
  streams.push(await append());
  await asFromAnOlderCluster();
  expect(await isAheadOfCluster(pool)).toBe(true);
  expect(await adopt()).toBe(3);
  expect(await isAheadOfCluster(pool)).toBe(false);
  streams.push(await append());
  await drain('new', seen);
  expect(seen).toEqual(streams);
});

test('adopting a log changes only the transaction ids: events, chain, and the times when readers passed them stay', async () => {
  await append();
  await drain('old', []);
  await asFromAnOlderCluster();
  const before = [await rowsOf(pool, 'log.events'), await rowsOf(pool, 'feed.progress')];
  await adopt();
  expect([await rowsOf(pool, 'log.events'), await rowsOf(pool, 'feed.progress')]).toEqual(before);
  expect((await verifyChain(pool)).breaks).toEqual([]);
});

test('an adopted log stays append-only all the time, gives every new event an id of its own, and keeps its indexes', async () => {
  const shape = async () => [
    await rowsOf(pool, `(select indexdef from pg_indexes where schemaname = 'log')`),
    await rowsOf(pool, `(select tgname, tgenabled from pg_trigger where tgrelid = 'log.events'::regclass)`),
  ];
  const before = await shape();
  await append();
  await asFromAnOlderCluster();
  await adopt();
  expect(await shape()).toEqual(before);
  await expect(pool.query('delete from log.events')).rejects.toThrow('append-only');
  await append();
  const { rows } = await pool.query<{ xid: string }>('select distinct xid::text from log.events order by 1');
  expect(rows).toHaveLength(2);
});

test('a sequence missing in the dump goes on after the last position', async () => {
  await append();
  await append();
  await pool.query(`select setval('log.events_position_seq', 1, false)`);
  await adopt();
  expect(await store.append([newEvent(randomUUID(), 1)], new Map())).toEqual([3]);
});

test('the tables of rebuilt projections are emptied together with their checkpoints, in the same transaction', async () => {
  await append();
  await drain('old', []);
  await pool.query(`insert into follow_up.watch values (gen_random_uuid(), '2026-07-01')`);
  await adoptLog(pool, { epoch: 'new', rebuilt: [{ name: 'reader', table: 'follow_up.watch' }] });
  expect([await rowsOf(pool, 'feed.checkpoints'), await rowsOf(pool, 'follow_up.watch')]).toEqual([[], []]);
  expect(await rowsOf(pool, 'feed.progress')).toHaveLength(1);
});
