import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { getProjectRoot } from '#libs/database';
import { testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { PostgresEventStore } from './postgres-store.ts';
import { verifyChain } from './verify.ts';

const [ONE, TWO] = ['10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000002'];
const FOUR = [1, 2, 3, 4];

/** Appends two streams of four events by turns, so that positions and versions differ. */
async function fill(pool: Pool): Promise<void> {
  const store = new PostgresEventStore(pool);
  const given = {
    sealed: Buffer.from('sealed'),
    registeredAt: '2026-06-14T22:30:00.123Z',
    meta: { client: 'sa-nord' },
  };
  await store.append(
    FOUR.flatMap((version) => [ONE, TWO].map((stream) => newEvent(stream, version, given))),
    new Map(),
  );
}

/** Alters the log as its owner can after disabling the triggers. @returns the places at which the chain then breaks */
async function breaksAfter(...statements: readonly string[]): Promise<string[]> {
  const { database, drop } = await testDatabase({ poolSize: 1 });
  try {
    await fill(database.pool);
    await database.pool.query('alter table log.events disable trigger user');
    for (const statement of statements) expect((await database.pool.query(statement)).rowCount).not.toBe(0);
    const { breaks } = await verifyChain(database.pool);
    return breaks.map(
      ({ stream, version, why }) => `${stream === ONE ? 'one' : stream === TWO ? 'two' : 'other'}/${version} ${why}`,
    );
  } finally {
    await drop();
  }
}

const at = (version: number, stream = ONE): string => `where stream = '${stream}' and version = ${version}`;
const move = (from: number, to: number): string => `update log.events set version = ${to} ${at(from)}`;

test('an intact log has no breaks', async () => {
  const { database, drop } = await testDatabase({ poolSize: 1 });
  await fill(database.pool);
  expect(await verifyChain(database.pool)).toEqual({ events: 8, streams: 2, breaks: [] });
  await drop();
});

describe('verify finds an altered event, whichever column it was', () => {
  test.each([
    ['data', `'{"senderId": "another"}'`],
    ['data, by one blank only', `(data::text || ' ')::json`],
    ['meta', `'{"client": "sa-syd"}'`],
    ['sealed', `'\\x00'`],
    ['sealed, taken away', 'null'],
    ['sealed, emptied', `'\\x'`],
    ['type', `'test-happened.v2'`],
    ['event_id', 'gen_random_uuid()'],
    ['occurred_on', 'occurred_on - 1'],
    ['registered_at', `registered_at - interval '1 millisecond'`],
    ['registered_at, taken away', 'null'],
    ['received_at', `received_at - interval '1 millisecond'`],
    ['recorded_at', `recorded_at - interval '1 millisecond'`],
    ['source', `'/systems/test/reporters/900002'`],
    ['sender_id', `sender_id || 'x'`],
    ['reporter', `'900002'`],
    ['content_hash', `'\\x00'`],
  ])('%s', async (what, value) => {
    expect(await breaksAfter(`update log.events set ${what.split(',')[0]} = ${value} ${at(2)}`)).toEqual([
      'one/2 altered',
    ]);
  });

  test('chain: the event and the one after it no longer follow', async () => {
    expect(await breaksAfter(`update log.events set chain = sha256('x') ${at(2)}`)).toEqual([
      'one/2 altered',
      'one/3 altered',
    ]);
  });

  test('a column altered with its own chain value computed anew: the next event discloses it', async () => {
    const forged = newEvent(ONE, 1);
    const { database, drop } = await testDatabase({ poolSize: 1 });
    await new PostgresEventStore(database.pool).append([forged], new Map());
    const { rows } = await database.pool.query<{ chain: Buffer }>('select chain from log.events');
    await drop();
    const taken = `update log.events set chain = '\\x${rows[0]?.chain.toString('hex')}', event_id = '${forged.eventId}',
      sender_id = '${forged.senderId}', data = '${JSON.stringify(forged.data)}', meta = '{}', sealed = null,
      registered_at = null,
      content_hash = '\\x${forged.contentHash.toString('hex')}' ${at(1)}`;
    expect(await breaksAfter(taken)).toEqual(['one/2 altered']);
  });
});

describe('verify finds a removed, moved or added event', () => {
  test.each([1, 2, 3])('removed at version %i', async (version) => {
    expect(await breaksAfter(`delete from log.events ${at(version)}`)).toEqual([`one/${version + 1} version-missing`]);
  });

  test('removed, with those after it moved up', async () => {
    expect(await breaksAfter(`delete from log.events ${at(2)}`, move(3, 2), move(4, 3))).toEqual([
      'one/2 altered',
      'one/3 altered',
    ]);
  });

  test('two of one stream swapped', async () => {
    const breaks = await breaksAfter(move(2, 9), move(3, 2), move(9, 3));
    expect(breaks).toEqual(expect.arrayContaining(['one/2 altered', 'one/3 altered']));
  });

  test('two of different streams swapped', async () => {
    const swap = `update log.events set stream = case stream when '${ONE}' then '${TWO}'::uuid else '${ONE}' end`;
    const breaks = await breaksAfter(
      `${swap.replace(' set ', ' set version = version + 10, ')} where version = 2`,
      'update log.events set version = 2 where version = 12',
    );
    expect(breaks).toEqual(['one/2 altered', 'one/3 altered', 'two/2 altered', 'two/3 altered']);
  });

  test('two positions of one stream swapped: the order of knowledge is part of the log', async () => {
    const [second, third] = [3, 5];
    const place = (position: number, version: number) => `update log.events set position = ${position} ${at(version)}`;
    const swap = [
      'alter table log.events alter position drop identity',
      place(0, 2),
      place(second, 3),
      place(third, 2),
    ];
    expect(await breaksAfter(...swap)).toEqual(['one/3 position-out-of-order']);
  });

  const copyOf = (version: number, as: string): string =>
    `insert into log.events (stream, version, event_id, type, data, sealed, occurred_on, registered_at, received_at,
       recorded_at, source, sender_id, reporter, meta, content_hash, chain)
     select stream, ${as}, '${randomUUID()}', type, data, sealed, occurred_on, registered_at, received_at, recorded_at,
     source,        'inserted', reporter, meta, content_hash, chain from log.events ${at(version)}`;

  test('inserted in the middle, with those after it moved down', async () => {
    const breaks = await breaksAfter(move(4, 5), move(3, 4), copyOf(2, '3'));
    expect(breaks).toEqual(expect.arrayContaining(['one/3 altered', 'one/4 altered', 'one/5 altered']));
  });

  test('inserted at the end with a chain value of another event', async () => {
    expect(await breaksAfter(copyOf(4, '5'))).toEqual(['one/5 altered']);
  });

  test('known limit: the removal of the last event of a stream, or of a whole stream, is not visible by its chain alone', async () => {
    expect(await breaksAfter(`delete from log.events ${at(4)}`)).toEqual([]);
    expect(await breaksAfter(`delete from log.events where stream = '${TWO}'`)).toEqual([]);
  });
});

test('the append-only triggers refuse the alterations that these tests made with the triggers off', async () => {
  const { database, drop } = await testDatabase({ poolSize: 1 });
  await fill(database.pool);
  for (const statement of [
    `update log.events set type = 'x' ${at(2)}`,
    `delete from log.events ${at(2)}`,
    'truncate log.events',
  ]) {
    await expect(database.pool.query(statement)).rejects.toThrow('append-only');
  }
  await drop();
});

test('ungestatus verify exits with 0 on an intact log; with 1 and the place on a broken one', async () => {
  const { database, url, drop } = await testDatabase({ poolSize: 1 });
  await fill(database.pool);
  const env = { ...process.env, DATABASE_URL: url, UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
  const verify = () =>
    promisify(execFile)(process.execPath, [join(getProjectRoot(), 'bin/ungestatus.js'), 'verify'], { env }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
    );
  expect(await verify()).toMatchObject({ code: 0, stdout: 'The chain holds: 8 events in 2 streams.\n' });
  await database.pool.query('alter table log.events disable trigger user');
  await database.pool.query(`update log.events set occurred_on = '2020-01-01' ${at(3, TWO)}`);
  const broken = await verify();
  expect(broken).toMatchObject({ code: 1, stdout: 'The chain is broken in 1 places: 8 events in 2 streams.\n' });
  expect(broken.stderr).toContain(`stream ${TWO}, version 3, position 6: altered`);
  await drop();
});
