import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import { PostgresEventStore, type FeedEntry } from '#libs/event-store';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { Follower } from './follower.ts';
import { moveCheckpoint, readCheckpoint } from './checkpoint.ts';
import { type Reader } from './reader.ts';

let opened: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 16 });
  ({ pool } = opened.database);
  store = new PostgresEventStore(pool);
  // Has no unique key, so that a page applied twice shows as doubled rows.
  await pool.query(
    'create table applied (reader text, stream uuid, version int, place bigint generated always as identity)',
  );
});
afterAll(() => opened.drop());

const write = (client: Pool | PoolClient, reader: string, events: readonly FeedEntry[]) =>
  client.query('insert into applied (reader, stream, version) select $1, * from unnest($2::uuid[], $3::int[])', [
    reader,
    events.map((event) => event.stream),
    events.map((event) => event.version),
  ]);

/** Writes a row per event. `after` runs after the rows are written and before the checkpoint moves. */
function readerOf(name: string, after: (client: PoolClient) => Promise<void> = async () => undefined): Reader {
  return {
    name,
    apply: async (client, events) => {
      await write(client, name, events);
      await after(client);
    },
  };
}

const OPTIONS = { pageSize: 7, now: () => new Date('2026-06-15T06:00:00Z') };
const follow = (reader: Reader, options = OPTIONS) => new Follower(pool, store, reader, options);

async function drain(follower: Follower): Promise<void> {
  while ((await follower.step()) !== 'caught-up');
}

async function versionsBy(reader: string, streams: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ versions: string }>(
    `select string_agg(version::text, ',' order by place) as versions from unnest($2::uuid[]) given (stream)
     left join applied a on a.stream = given.stream and reader = $1 group by given.stream`,
    [reader, streams],
  );
  return rows.map(({ versions }) => versions);
}

async function appendStreams(count: number): Promise<string[]> {
  const streams = Array.from({ length: count }, () => randomUUID());
  for (const stream of streams) await store.append([newEvent(stream, 1), newEvent(stream, 2)], new Map());
  return streams;
}

describe('workers on one reader', () => {
  test('apply every page once, lose none and keep streams in order, three at once while writers write', async () => {
    let writing = true;
    const steps: string[] = [];
    const workers = [1, 2, 3].map(async () => {
      const follower = follow(
        readerOf('shared', async (client) => void (await client.query('select pg_sleep(0.002)'))),
      );
      for (let last = ''; writing || last !== 'caught-up';) steps.push((last = await follower.step()));
    });
    const streams = (await Promise.all(Array.from({ length: 4 }, () => appendStreams(60)))).flat();
    writing = false;
    await Promise.all(workers);
    expect(new Set(await versionsBy('shared', streams))).toEqual(new Set(['1,2']));
    expect(steps).toContain('held-by-another');
  });

  test('move nothing if they come too late with a page: the checkpoint is no longer the one it was read from', async () => {
    const streams = await appendStreams(3);
    await drain(follow(readerOf('late')));
    const before = await readCheckpoint(pool, 'late', await store.epoch());
    const client = await pool.connect();
    const move = {
      from: { xid: '0', position: 0 },
      next: { ...before, position: before.position + 1 },
      at: OPTIONS.now(),
    };
    expect(await moveCheckpoint(client, 'late', move)).toBe(false);
    client.release();
    expect(await readCheckpoint(pool, 'late', await store.epoch())).toEqual(before);
    expect(await versionsBy('late', streams)).toEqual(['1,2', '1,2', '1,2']);
  });
});

describe('a reader killed between the rows and the checkpoint', () => {
  test('loses the rows with the checkpoint, and applies the page again, once in effect', async () => {
    const streams = await appendStreams(10);
    let failures = 3;
    const follower = follow(
      readerOf('thrown', async () => {
        if (failures-- > 0) throw new Error('killed');
      }),
    );
    for (let failure = 0; failure < 3; failure += 1) {
      await expect(follower.step()).rejects.toThrow('killed');
      expect(new Set(await versionsBy('thrown', streams))).toEqual(new Set([null]));
      expect(await readCheckpoint(pool, 'thrown', await store.epoch())).toMatchObject({ xid: '0', position: 0 });
    }
    await drain(follower);
    expect(new Set(await versionsBy('thrown', streams))).toEqual(new Set(['1,2']));
  });

  test('applies the page once in effect if its session is ended by the server, too', async () => {
    const streams = await appendStreams(10);
    let killed = false;
    const follower = follow(
      readerOf('ended', async (client) => {
        if (killed) return;
        killed = true;
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        await pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
      }),
    );
    await expect(follower.step()).rejects.toThrow();
    expect(new Set(await versionsBy('ended', streams))).toEqual(new Set([null]));
    await drain(follower);
    expect(new Set(await versionsBy('ended', streams))).toEqual(new Set(['1,2']));
  });

  test('sabotage: has its effect twice if the checkpoint moves outside the transaction', async () => {
    const streams = await appendStreams(10);
    let failures = 1;
    const sabotaged = async (): Promise<boolean> => {
      const from = await readCheckpoint(pool, 'sabotaged', await store.epoch());
      const page = await store.readFeed(from, 1_000);
      await write(pool, 'sabotaged', page.events);
      if (failures-- > 0) throw new Error('killed');
      const client = await pool.connect();
      await moveCheckpoint(client, 'sabotaged', { from, next: { ...page.next, applied: 0 }, at: OPTIONS.now() });
      client.release();
      return page.events.length > 0;
    };
    await expect(sabotaged()).rejects.toThrow('killed');
    expect(await sabotaged()).toBe(true);
    expect(new Set(await versionsBy('sabotaged', streams))).toEqual(new Set(['1,2,1,2']));
  });
});

test('a reader records when it passed each place', async () => {
  await appendStreams(5);
  await drain(follow({ ...readerOf('noted'), notesPassing: true }, { ...OPTIONS, pageSize: 1_000 }));
  const { rows } = await pool.query(
    `select c.xid = p.xid and c.position = p.position as there, at from feed.checkpoints c
     join feed.progress p using (reader) where reader = $1`,
    ['noted'],
  );
  expect(rows).toEqual([{ there: true, at: '2026-06-15T06:00:00.000Z' }]);
});
