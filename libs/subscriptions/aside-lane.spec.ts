import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#libs/database';
import { type FeedEntry, PostgresEventStore } from '#libs/event-store';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { AsideLane } from './aside-lane.ts';
import { findBehind } from './behind.query.ts';
import { Follower } from './follower.ts';
import { holdLane, listParked } from './park.ts';
import { type Reader } from './reader.ts';
import { readerLags } from './lag.query.ts';
import { readersBehind } from './caught-up.ts';
import { replayParked } from './replay.ts';
import { TookTooLong } from './too-long.ts';

let opened: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 8 });
  ({ pool } = opened.database);
  store = new PostgresEventStore(pool);
  await pool.query(
    'create table applied (reader text, stream uuid, version int, primary key (reader, stream, version))',
  );
});
afterAll(() => opened.drop());

const NOW = new Date('2026-06-15T06:00:00Z');
const LONG = 3;

type Work = (events: readonly FeedEntry[], client: PoolClient, limit?: AbortSignal) => Promise<unknown>;
/** Runs the given work only for the events of a long stream. */
const ofLong =
  (work: Work): Work =>
  async (events, ...rest) =>
    events.some(({ version }) => version > LONG) ? work(events, ...rest) : undefined;
const nothing: Work = () => Promise.resolve();

/** Writes a row per event. A person with more than three events is set aside. */
function readerOf(name: string, work: Work = nothing): Reader {
  return {
    name,
    parksPersons: true,
    setsAside: ({ version }) => version > LONG,
    apply: async (client, events, limit) => {
      await work(events, client, limit);
      await client.query('insert into applied select $1, * from unnest($2::uuid[], $3::int[])', [
        name,
        events.map(({ stream }) => stream),
        events.map(({ version }) => version),
      ]);
    },
  };
}

const append = (stream: string, from: number, to: number) =>
  store.append(
    Array.from({ length: to - from + 1 }, (_, index) => newEvent(stream, from + index)),
    new Map(),
  );
const laneOf = (reader: Reader, limitMilliseconds = 10_000) =>
  new AsideLane(pool, reader, { now: () => NOW, limitMilliseconds });

async function follow(reader: Reader): Promise<void> {
  const follower = new Follower(pool, store, reader, { pageSize: 100, now: () => NOW });
  while ((await follower.step()) === 'applied');
}

async function countOf(reader: string, stream: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int as count from applied where reader = $1 and stream = $2',
    [reader, stream],
  );
  return rows[0]?.count ?? 0;
}

async function crowd(reader: Reader, events = 5): Promise<{ long: string; other: string }> {
  // Skips the events of earlier tests.
  await follow({ name: reader.name, apply: () => Promise.resolve() });
  const [long, other] = [randomUUID(), randomUUID()];
  await append(long, 1, events);
  await append(other, 1, 2);
  await follow(reader);
  return { long, other };
}

describe('a person with a long stream', () => {
  test('is set aside, all others go on, and the lane catches up', async () => {
    const reader = readerOf('lane');
    const { long, other } = await crowd(reader);
    expect([await countOf('lane', long), await countOf('lane', other)]).toEqual([0, 2]);
    expect((await findBehind(pool, [long, other], ['lane'])).get(long)).toMatchObject({ parked: false });
    expect(await readersBehind(pool, ['lane'])).toEqual(['lane']);
    expect(await readersBehind(pool, ['lane'], { aside: false })).toEqual([]);
    expect(await readerLags(pool, ['lane'], NOW)).toMatchObject([{ aside: 1, parked: 0 }]);
    expect(await listParked(pool, { reader: 'lane' })).toEqual([]);
    expect(await laneOf(reader).step()).toBe('applied');
    expect(await countOf('lane', long)).toBe(5);
    expect([await readersBehind(pool, ['lane']), await laneOf(reader).step()]).toEqual([[], 'caught-up']);
  });

  test('whose events keep coming while the lane works waits again for the new ones only', async () => {
    let meanwhile = async (): Promise<void> => undefined;
    const reader = readerOf('again', () => meanwhile());
    const { long } = await crowd(reader);
    meanwhile = async () => {
      meanwhile = async () => undefined;
      await append(long, 6, 9);
      await follow(readerOf('again'));
    };
    await laneOf(reader).step();
    expect(await countOf('again', long)).toBe(5);
    await laneOf(reader).step();
    expect(await countOf('again', long)).toBe(9);
  });

  test('delays no reader while it is worked on: no transaction id is taken before the rows are written', async () => {
    let seen: unknown;
    const reader = readerOf('horizon', async (_events, client) => {
      seen = (await client.query<{ id: string | null }>('select pg_current_xact_id_if_assigned()::text as id')).rows[0]
        ?.id;
    });
    await crowd(reader);
    await laneOf(reader).step();
    expect(seen).toBeNull();
  });

  test('is caught up by one of two workers', async () => {
    const reader = readerOf('two');
    const { long } = await crowd(reader);
    const steps = await Promise.all([laneOf(reader).step(), laneOf(reader).step()]);
    expect(steps).toContain('applied');
    expect(await countOf('two', long)).toBe(5);
  });

  test('is parked before the event that cannot be applied, and a replay frees it', async () => {
    let ill = true;
    const reader = readerOf('ill', async (events) => {
      if (ill && events.some(({ version }) => version === 4)) throw new TypeError('cannot read the data');
    });
    const { long } = await crowd(reader);
    await laneOf(reader).step();
    expect(await listParked(pool, { reader: 'ill' })).toMatchObject([{ person: long, version: 4 }]);
    ill = false;
    await replayParked({ pool, store, now: () => NOW }, reader, long);
    expect([await countOf('ill', long), await listParked(pool, { reader: 'ill' })]).toEqual([5, []]);
  });
});

/** Steps the lane until no person is set aside. @returns the number of failures */
async function failuresOf(lane: AsideLane): Promise<number> {
  let failures = 0;
  for (let step: unknown = ''; step !== 'caught-up' && failures < 5;) {
    step = await lane.step().catch((error: unknown) => {
      failures += 1;
      return error;
    });
  }
  return failures;
}

const tooLong = async (reader: Reader): Promise<{ failures: number; parked: unknown[] }> => {
  const { long, other } = await crowd(reader);
  const failures = await failuresOf(laneOf(reader, 200));
  const parked = (await listParked(pool, { reader: reader.name })).map(({ person, version, reason }) => ({
    person: person === long ? 'long' : person,
    version,
    reason,
  }));
  expect(await countOf(reader.name, other)).toBe(2);
  return { failures, parked };
};

describe('a time-out that this service sets', () => {
  const PARKED = [{ person: 'long', version: 1, reason: new TookTooLong().message }];

  test('for a statement parks the person the second time', async () => {
    expect(
      await tooLong(
        readerOf(
          'slow-statement',
          ofLong((_events, client) => client.query('select pg_sleep(5)')),
        ),
      ),
    ).toEqual({ failures: 1, parked: PARKED });
  });

  test('for a fold parks the person the second time', async () => {
    const folds = ofLong(async (_events, _client, limit) => {
      for (;;) {
        limit?.throwIfAborted();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    expect(await tooLong(readerOf('slow-fold', folds))).toEqual({ failures: 1, parked: PARKED });
  });

  test('is no sign of a database that is away: for that no person is parked', async () => {
    const away = readerOf(
      'away',
      ofLong(() => Promise.reject(Object.assign(new Error('gone'), { code: '57P01' }))),
    );
    expect(await tooLong(away)).toEqual({ failures: 5, parked: [] });
  });
});

test('a rebuild that switches the table makes the lane wait, and computes the person itself', async () => {
  const reader = readerOf('switched');
  const { long } = await crowd(reader);
  const client = await pool.connect();
  await client.query('begin');
  await holdLane(client, 'switched');
  expect(await laneOf(reader).step()).toBe('held-by-another');
  await client.query(`delete from feed.parked where reader = 'switched'`);
  await client.query('commit');
  client.release();
  expect([await laneOf(reader).step(), await countOf('switched', long)]).toEqual(['caught-up', 0]);
});

test('sabotage: without the lane the page applies all persons, and the proof of setting aside turns red', async () => {
  const { setsAside: _none, ...common } = readerOf('common');
  const { long } = await crowd(common);
  expect(await countOf('common', long)).not.toBe(0);
  expect(
    await inTransaction(pool, (client) => client.query(`select from feed.parked where reader = 'common'`)).then(
      ({ rowCount }) => rowCount,
    ),
  ).toBe(0);
});
