import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { FEED_START, openKurrentStore, refuseCopyAsLog, verifyChain, VersionConflict } from '#libs/event-store';
import { testDatabase } from '#libs/testing';
import { seeded } from '../door/deliveries.ts';
import { newEvent } from '../given/new-event.ts';
import { KurrentDouble } from '../kurrent-double/kurrent-double.ts';
import { onKurrent, type OnKurrent, until } from '../kurrent-double/on-kurrent.ts';
import { crashSeed, printFigure } from './figure-line.ts';

// Against a double of KurrentDB: the copy in PostgreSQL, and the copier that follows $all into it.
const SEED = crashSeed();
let double: KurrentDouble;
let writer: OnKurrent;
const opened: OnKurrent[] = [];
beforeAll(async () => {
  double = await KurrentDouble.start('25.1.0');
  writer = await open();
});
afterAll(async () => {
  for (const store of opened) await store.close();
  await double.remove();
});

async function open(options: Parameters<typeof onKurrent>[1] = {}): Promise<OnKurrent> {
  const store = await onKurrent(double.url, options);
  opened.push(store);
  return store;
}

/** The log as copied, stream by stream; positions differ between copies. */
async function copied(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ event: string }>(
    "select stream || '/' || version || '/' || encode(chain, 'hex') as event from log.events order by stream, version",
  );
  return rows.map(({ event }) => event);
}

const sameAs =
  (wanted: readonly string[]) =>
  (found: readonly string[]): boolean =>
    JSON.stringify(found) === JSON.stringify(wanted);

describe('the copy of KurrentDB in PostgreSQL', () => {
  test('of an empty database is filled from $all with its chains, and its feed keeps each stream in order', async () => {
    const streams = Array.from({ length: 25 }, (): string => randomUUID());
    for (const version of [1, 2]) {
      for (const stream of streams) {
        const head = await writer.store.readHead(stream);
        await writer.store.append(
          [newEvent(stream, version, { sealed: Buffer.from('sealed') })],
          new Map([[stream, head]]),
        );
      }
    }
    const other = await open();
    const wanted = await copied(writer.pool);
    expect(await until(() => copied(other.pool), sameAs(wanted))).toHaveLength(wanted.length);
    expect((await verifyChain(other.pool)).breaks).toEqual([]);
    const seen = (await other.store.readFeed(FEED_START, 1_000)).events.filter(({ stream }) =>
      streams.includes(stream),
    );
    for (const stream of streams)
      expect(seen.filter((event) => event.stream === stream).map(({ version }) => version)).toEqual([1, 2]);
  });

  test('continues from the checkpoint saved with its rows, and a second copier takes over when the first one stops', async () => {
    const { database, drop } = await testDatabase();
    const asked: number[] = [];
    const start = () =>
      openKurrentStore({
        pool: database.pool,
        url: double.url,
        newId: randomUUID,
        now: () => Date.now(),
        log: () => undefined,
        knownStreams: async (_pool, streams) => {
          asked.push(streams.length);
          return new Set(streams);
        },
      });
    const wanted = await copied(writer.pool);
    const first = await start();
    await until(() => copied(database.pool), sameAs(wanted));
    const second = await start();
    await first.close();
    asked.length = 0;
    const event = newEvent(randomUUID(), 1);
    await writer.store.append([event], new Map());
    await until(
      () => second.store.findByEventIds([event.eventId]),
      (found) => found.length === 1,
    );
    // Asks only for events after the checkpoint, not for the whole log again.
    expect(asked.reduce((sum, count) => sum + count, 0)).toBeLessThan(5);
    await second.close();
    await drop();
  });

  test('leaves out unknown persons and unreadable events, reports them, and copies all others', async () => {
    const [unknown, broken, well] = [randomUUID(), randomUUID(), randomUUID()];
    const reader = await open({
      knownStreams: async (_pool, streams) => new Set(streams.filter((stream) => stream !== unknown)),
    });
    const { loadKurrentLibrary } = await import('../../libs/event-store/kurrent/client.ts');
    const client = (await loadKurrentLibrary()).KurrentDBClient.connectionString(double.url);
    const foreign = {
      id: randomUUID(),
      type: 'foreign',
      contentType: 'application/json' as const,
      data: {},
      metadata: {},
    };
    await client.appendToStream(`person-${broken}`, [foreign], { streamState: 'no_stream', deadline: 5_000 });
    await client.dispose();
    await writer.store.append([newEvent(unknown, 1)], new Map());
    await writer.store.append([newEvent(well, 1)], new Map());
    await until(
      () => reader.store.readStreams([well]),
      (found) => found.length === 1,
    );
    const { rows } = await reader.pool.query(
      'select stream, revision::int, why from log.uncopied where stream = any($1) order by why',
      [[`person-${unknown}`, `person-${broken}`]],
    );
    expect(rows).toEqual([
      { stream: `person-${unknown}`, revision: 0, why: 'person-unknown' },
      { stream: `person-${broken}`, revision: 0, why: 'unreadable' },
    ]);
  });
});

describe('the event log is in one place only:', () => {
  const openOn = (pool: Pool) =>
    openKurrentStore({ pool, url: double.url, newId: randomUUID, now: () => Date.now(), log: () => undefined });

  test('a database with a log of its own does not start on KurrentDB, and a copy is not appended to as a log', async () => {
    const { database, drop } = await testDatabase();
    await expect(refuseCopyAsLog(database.pool)).resolves.toBeUndefined();
    await database.pool.query(
      `insert into log.events (stream, version, event_id, type, data, occurred_on, received_at, recorded_at, source,
       sender_id, reporter, meta, content_hash, chain)
       values (gen_random_uuid(), 1, gen_random_uuid(), 't.v1', '{}', now(), now(), now(), 's', 'i', 'r', '{}', '',
       '')`,
    );
    await expect(openOn(database.pool)).rejects.toMatchObject({ code: 'log-on-postgresql' });
    await expect(refuseCopyAsLog(writer.pool)).rejects.toMatchObject({ code: 'log-on-kurrentdb' });
    await drop();
  });

  test('a copy of another log is distinguished from this one', async () => {
    const { database, drop } = await testDatabase();
    await database.pool.query('insert into log.kurrent (log_id, updated_at) values (gen_random_uuid(), now())');
    await expect(openOn(database.pool)).rejects.toMatchObject({ code: 'kurrentdb-of-another-log' });
    await drop();
  });

  test('without the optional client the start names the package to install', async () => {
    const { loadKurrentLibrary } = await import('../../libs/event-store/kurrent/client.ts');
    await expect(loadKurrentLibrary('@kurrent/not-installed')).rejects.toMatchObject({
      code: 'kurrentdb-client-missing',
    });
  });

  test('an invalid address is refused without repeating it, because it may hold a password', async () => {
    const wrong = openKurrentStore({
      pool: writer.pool,
      url: 'nonsense://user:secret@host',
      newId: randomUUID,
      now: () => 0,
      log: () => undefined,
    });
    await expect(wrong).rejects.toMatchObject({
      code: 'bad-configuration',
      message: expect.not.stringContaining('secret'),
    });
  });
});

test('every acknowledged event is in the log once although the double is killed again and again, and the copies are equal', async () => {
  const random = seeded(SEED);
  const acknowledged: string[] = [];
  let stopped = false;
  const write = async (stream: string): Promise<void> => {
    while (!stopped) {
      const head = await writer.store.readHead(stream);
      const event = newEvent(stream, head.version + 1);
      const told = await writer.store.append([event], new Map([[stream, head]])).then(
        () => true,
        (error: unknown) => {
          if (error instanceof VersionConflict) return false;
          return pause(20).then(() => false);
        },
      );
      if (told) acknowledged.push(event.eventId);
    }
  };
  const writing = Promise.all(Array.from({ length: 12 }, () => write(randomUUID())));
  for (let kill = 0; kill < 3; kill += 1) {
    await pause(100 + random() * 300);
    await double.kill();
    await double.up();
    const before = acknowledged.length;
    await until(
      async () => acknowledged.length,
      (count) => count > before + 20,
    );
  }
  stopped = true;
  await writing;
  const found = await writer.store.findByEventIds(acknowledged);
  const reader = await open();
  // An event stored without an answer is copied last: both copies end with it.
  await until(
    async () => [await copied(writer.pool), await copied(reader.pool)] as const,
    ([one, other]) => sameAs(one)(other),
  );
  const lost = acknowledged.length - found.length;
  printFigure({
    id: 'R1-kurrent-double',
    value: lost,
    unit: 'acknowledged events lost',
    n: acknowledged.length,
    seed: SEED,
    reach: '0, against a double',
    pass: lost === 0,
  });
  expect(lost).toBe(0);
  expect((await verifyChain(writer.pool)).breaks).toEqual([]);
});
