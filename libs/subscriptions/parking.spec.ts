import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import { type FeedEntry, PostgresEventStore } from '#libs/event-store';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { crashSeed, printFigure } from '../../test/crash/figure-line.ts';
import { newEvent } from '../../test/given/new-event.ts';
import { findBehind } from './behind.query.ts';
import { Follower, type FollowerOptions } from './follower.ts';
import { listParked, type Parked } from './park.ts';
import { type Reader } from './reader.ts';
import { readerLags } from './lag.query.ts';
import { readersBehind } from './caught-up.ts';
import { replayParked } from './replay.ts';

let opened: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 8 });
  ({ pool } = opened.database);
  store = new PostgresEventStore(pool);
  await pool.query(
    'create table applied (reader text, stream uuid, version int check (version <> 99), place bigint generated always as identity)',
  );
});
afterAll(() => opened.drop());

const NOW = new Date('2026-06-15T06:00:00Z');
const write = (client: PoolClient, reader: string, events: readonly FeedEntry[]) =>
  client.query('insert into applied (reader, stream, version) select $1, * from unnest($2::uuid[], $3::int[])', [
    reader,
    events.map(({ stream }) => stream),
    events.map(({ version }) => version),
  ]);

/** Writes a row per event; `fails` says which events it cannot apply, and how. */
function readerOf(name: string, fails: (event: FeedEntry, client: PoolClient) => unknown): Reader {
  return {
    name,
    parksPersons: true,
    apply: async (client, events) => {
      await write(client, name, events);
      for (const event of events) await fails(event, client);
    },
  };
}

const bug = (of: ReadonlySet<string>) => (event: FeedEntry) => {
  if (of.has(event.eventId)) throw new TypeError('cannot read the data');
};
const follow = (reader: Reader, options: Partial<FollowerOptions> = {}) =>
  new Follower(pool, store, reader, { pageSize: 7, now: () => NOW, ...options });

async function drain(follower: Follower): Promise<number> {
  let pages = 0;
  while ((await follower.step()) === 'applied') pages += 1;
  return pages;
}

async function appendRounds(streams: readonly string[], rounds: number, from = 1): Promise<void> {
  for (let version = from; version < from + rounds; version += 1)
    await store.append(
      streams.map((stream) => newEvent(stream, version)),
      new Map(),
    );
}

const behind = async (person: string, reader: string) => (await findBehind(pool, [person], [reader])).get(person);
const someone = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
const eventIdOf = async (stream: string, version: number): Promise<string> =>
  (
    await pool.query<{ event_id: string }>('select event_id from log.events where stream = $1 and version = $2', [
      stream,
      version,
    ])
  ).rows[0]?.event_id ?? '';

async function versionsOf(reader: string, stream: string): Promise<string> {
  const { rows } = await pool.query<{ versions: string | null }>(
    `select string_agg(version::text, ',' order by place) as versions from applied where reader = $1 and stream = $2`,
    [reader, stream],
  );
  return rows[0]?.versions ?? '';
}

describe('an event that cannot be applied', () => {
  test('parks its person before it: what came earlier in the page is in, what comes later waits, others go on', async () => {
    const [ill = '', ...well] = someone(5);
    await appendRounds([ill, ...well], 4);
    const poison = new Set([await eventIdOf(ill, 3)]);
    const told: Parked[] = [];
    await drain(follow(readerOf('bug', bug(poison)), { pageSize: 100, onParked: (parked) => told.push(...parked) }));
    expect(await versionsOf('bug', ill)).toBe('1,2');
    for (const stream of well) expect(await versionsOf('bug', stream)).toBe('1,2,3,4');
    const [parked] = await listParked(pool, { reader: 'bug' });
    expect(parked).toMatchObject({
      person: ill,
      version: 3,
      eventId: [...poison][0],
      eventType: 'test-happened.v1',
      since: NOW.toISOString(),
    });
    expect(parked?.reason).toMatch(/^TypeError in libs\/feed\/parking\.spec\.ts:\d+$/);
    expect(told).toEqual([parked]);
    await appendRounds([ill, ...well], 2, 5);
    await drain(follow(readerOf('bug', bug(poison))));
    expect(await versionsOf('bug', ill)).toBe('1,2');
    expect(await versionsOf('bug', well[0] ?? '')).toBe('1,2,3,4,5,6');
    expect(await behind(ill, 'bug')).toEqual({ position: parked?.position, parked: true });
    expect(await behind(well[0] ?? '', 'bug')).toBeUndefined();
  });

  test('a row the database refuses does the same, and another reader does not notice', async () => {
    const [ill = '', well = ''] = someone(2);
    await appendRounds([ill, well], 2);
    const poison = await eventIdOf(ill, 1);
    const refusing = readerOf('refused', ({ eventId, stream }, client) =>
      eventId === poison ? client.query('insert into applied values ($1, $2, 99)', ['refused', stream]) : undefined,
    );
    await drain(follow(refusing));
    await drain(follow(readerOf('unconcerned', () => undefined)));
    expect(await listParked(pool, { person: ill })).toMatchObject([
      { reader: 'refused', version: 1, reason: 'PostgreSQL refused the row: 23514, constraint applied_version_check' },
    ]);
    expect([
      await versionsOf('refused', ill),
      await versionsOf('refused', well),
      await versionsOf('unconcerned', ill),
    ]).toEqual(['', '1,2', '1,2']);
  });

  test('what fails once only was not its fault', async () => {
    const [stream = ''] = someone(1);
    await drain(
      follow(
        readerOf('once', () => undefined),
        { pageSize: 5_000 },
      ),
    );
    await appendRounds([stream], 1);
    let left = 1;
    await drain(
      follow(
        readerOf('once', () => {
          if (left-- > 0) throw new Error('not yet');
        }),
      ),
    );
    expect([await versionsOf('once', stream), await listParked(pool, { reader: 'once' })]).toEqual(['1', []]);
  });
});

describe('replayed', () => {
  test('what waited is applied in order, with what came meanwhile, and the person follows again', async () => {
    const [ill = '', well = ''] = someone(2);
    await appendRounds([ill, well], 3);
    const poison = new Set([await eventIdOf(ill, 2)]);
    const reader = readerOf('mended', bug(poison));
    await drain(follow(reader));
    await appendRounds([ill], 2, 4);
    await drain(follow(reader));
    const parts = { pool, store, now: () => NOW };
    expect(await replayParked(parts, reader, ill)).toMatchObject({ applied: 0, parked: { version: 2 } });
    const later = await eventIdOf(ill, 5);
    poison.clear();
    poison.add(later);
    expect(await replayParked(parts, reader, ill)).toMatchObject({
      applied: 3,
      parked: { version: 5, eventId: later },
    });
    expect(await versionsOf('mended', ill)).toBe('1,2,3,4');
    poison.clear();
    expect(await replayParked(parts, reader, ill)).toEqual({
      reader: 'mended',
      person: ill,
      applied: 1,
      parked: undefined,
    });
    expect(await replayParked(parts, reader, ill)).toBeUndefined();
    await appendRounds([ill], 1, 6);
    await drain(follow(reader));
    expect([await versionsOf('mended', ill), await versionsOf('mended', well)]).toEqual(['1,2,3,4,5,6', '1,2,3']);
  });

  test('while the reader follows and others write, nothing is lost and nothing is applied twice', async () => {
    const streams = someone(12);
    await appendRounds(streams, 2);
    const poison = new Set(await Promise.all(streams.map((stream) => eventIdOf(stream, 2))));
    const reader = readerOf('busy', bug(poison));
    await drain(follow(reader));
    poison.clear();
    let writing = true;
    const following = (async () => {
      while (writing || (await follow(reader).step()) === 'applied') await follow(reader).step();
    })();
    const writer = (async () => {
      for (let version = 3; version < 20; version += 1) await appendRounds(streams, 1, version);
    })();
    for (const stream of streams) await replayParked({ pool, store, now: () => NOW }, reader, stream);
    await writer;
    writing = false;
    await following;
    await drain(follow(reader));
    const whole = Array.from({ length: 19 }, (_, index) => index + 1).join();
    for (const stream of streams) expect(await versionsOf('busy', stream)).toBe(whole);
  });
});

describe('the others', () => {
  /** How many events of the others are in after each page. */
  async function pagesOf(
    name: string,
    others: readonly string[],
    fails: (event: FeedEntry) => void,
  ): Promise<{ counts: number[]; lag: number }> {
    const follower = follow(readerOf(name, fails), { pageSize: 25 });
    const counts: number[] = [];
    while ((await follower.step()) === 'applied') {
      const { rows } = await pool.query<{ count: number }>(
        'select count(*) as count from applied where reader = $1 and stream = any($2)',
        [name, others],
      );
      counts.push(rows[0]?.count ?? 0);
    }
    const [lag] = await readerLags(pool, [name], new Date('2026-06-15T07:00:00Z'));
    return { counts, lag: lag?.lagSeconds ?? -1 };
  }

  test('get every page when they would have got it without the poison (R10)', async () => {
    const seed = crashSeed();
    const streams = someone(60);
    await appendRounds(streams, 10);
    const ill = streams.slice(0, 3);
    const others = streams.slice(3);
    const poison = new Set(await Promise.all(ill.map((stream, index) => eventIdOf(stream, 1 + ((seed + index) % 10)))));
    const without = await pagesOf('without', others, () => undefined);
    const with3 = await pagesOf('with', others, bug(poison));
    const late = with3.counts
      .map((count, page) => Math.abs(count - (without.counts[page] ?? 0)))
      .reduce((sum, one) => sum + one, 0);
    const pages = Math.abs(with3.counts.length - without.counts.length);
    expect(await listParked(pool, { reader: 'with' })).toHaveLength(3);
    printFigure({
      id: 'R10',
      value: late + pages + Math.abs(with3.lag - without.lag),
      unit: 'events of others late, pages more and seconds of lag behind 3 poison events',
      n: others.length * 10,
      seed,
      reach: '0',
      pass: late + pages === 0 && with3.lag === 0,
    });
    expect([late, pages, with3.lag]).toEqual([0, 0, 0]);
  });

  test('sabotage: with a reader that does not park, the others wait for ever', async () => {
    const stopped = await readersBehind(pool, ['stops']);
    const poison = new Set([
      await eventIdOf(
        (await pool.query<{ stream: string }>('select stream from log.events order by position limit 1')).rows[0]
          ?.stream ?? '',
        1,
      ),
    ]);
    const reader: Reader = { ...readerOf('stops', bug(poison)), parksPersons: false };
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(follow(reader).step()).rejects.toThrow(TypeError);
    expect([stopped, await readersBehind(pool, ['stops'])]).toEqual([['stops'], ['stops']]);
    const [lag] = await readerLags(pool, ['stops'], new Date('2026-06-15T06:30:00Z'));
    expect(lag).toMatchObject({ lagSeconds: 1_800, parked: 0 });
  });
});

describe('a failure from outside', () => {
  const outside: [string, (client: PoolClient) => Promise<unknown>][] = [
    [
      'the session is ended',
      async (client) => {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        await pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
        return client.query('select 1');
      },
    ],
    ['a statement is cancelled', (client) => client.query(`set local statement_timeout = '5ms'; select pg_sleep(1)`)],
    ['a table is not there', (client) => client.query('select * from not_there')],
    ['transactions collide', (client) => client.query(`do $$ begin raise exception using errcode = '40001'; end $$`)],
    ['memory runs out', (client) => client.query(`do $$ begin raise exception using errcode = '53200'; end $$`)],
  ];

  test.each(outside)('parks nobody: %s', async (what, fail) => {
    const name = `outside ${what}`;
    const streams = someone(6);
    await drain(
      follow(
        readerOf(name, () => undefined),
        { pageSize: 5_000 },
      ),
    );
    await appendRounds(streams, 2);
    let left = 2;
    const follower = follow(
      readerOf(name, async (_event, client) => {
        if (left-- > 0) await fail(client);
      }),
    );
    await expect(follower.step()).rejects.toThrow();
    left = Math.min(left, 1);
    while (left > 0) await follower.step().catch(() => undefined);
    await drain(follower);
    expect(await listParked(pool, { reader: name })).toEqual([]);
    for (const stream of streams) expect(await versionsOf(name, stream)).toBe('1,2');
  });

  test('sabotage: were every failure taken for the event’s own, a lost race would park somebody who is well', async () => {
    const [stream = ''] = someone(1);
    await drain(
      follow(
        readerOf('credulous', () => undefined),
        { pageSize: 5_000 },
      ),
    );
    await appendRounds([stream], 1);
    const race = readerOf('credulous', (_event, client) =>
      client.query(`do $$ begin raise exception using errcode = '40001'; end $$`),
    );
    await drain(follow(race, { isPoison: () => true }));
    expect(await listParked(pool, { reader: 'credulous' })).toHaveLength(1);
  });
});

test('a reader that has no checkpoint yet is behind, of everybody', async () => {
  const [stream = ''] = someone(1);
  await appendRounds([stream], 1);
  expect(await readersBehind(pool, ['never ran'])).toEqual(['never ran']);
  expect(await behind(stream, 'never ran')).toMatchObject({ parked: false });
});
