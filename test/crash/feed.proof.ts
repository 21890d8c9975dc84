import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { PostgresEventStore } from '#libs/event-store';
import { testDatabase } from '#libs/testing';
import { seeded } from '../door/deliveries.ts';
import { newEvent } from '../given/new-event.ts';
import { slowAppend, type Written, writeWithTrouble } from './feed-load.ts';
import { feedReader, naiveReader, type TestReader } from './feed-readers.ts';
import { crashSeed, printFigure } from './figure-line.ts';
import { IDLE_IN_TRANSACTION_MS } from '../../libs/database/settings.ts';

const SEED = crashSeed();
const EVENTS = Number(process.env['FEED_EVENTS'] ?? 800);
/** The idle time that the server allows the idle session; `service` for the limit of every session of the service. */
const IDLE = process.env['FEED_IDLE'] ?? '1000';

const opened = testDatabase({ poolSize: 16 });
afterAll(async () => (await opened).drop());

async function slowWriterLosesNothing(reader: (pool: Pool) => TestReader): Promise<boolean> {
  const { pool } = (await opened).database;
  const store = new PostgresEventStore(pool);
  const follow = reader(pool);
  await follow.drain();
  const [slow, quick] = [randomUUID(), randomUUID()];
  const writer = await slowAppend(pool, slow);
  await store.append([newEvent(quick, 1)], new Map());
  await follow.drain();
  await writer.commit();
  await follow.drain();
  return follow.seen.has(slow) && follow.seen.has(quick);
}

test('the feed delivers an event committed late, although later positions were read before', async () => {
  expect(await slowWriterLosesNothing(feedReader)).toBe(true);
});

test('sabotage: a reader that saves only the position loses the late event', async () => {
  expect(await slowWriterLosesNothing(naiveReader)).toBe(false);
});

test('a killed writer leaves no event behind and delays no reader', async () => {
  const { pool } = (await opened).database;
  const store = new PostgresEventStore(pool);
  const follow = feedReader(pool);
  const [dead, alive] = [randomUUID(), randomUUID()];
  const writer = await slowAppend(pool, dead);
  await store.append([newEvent(alive, 1)], new Map());
  await writer.kill();
  await follow.drainUntil(() => follow.seen.has(alive));
  expect(follow.seen.has(dead)).toBe(false);
});

test('a session left idle in a transaction delays readers no longer than the server lets it live', async () => {
  const { pool } = (await opened).database;
  const store = new PostgresEventStore(pool);
  const follow = feedReader(pool);
  await follow.drain();
  const { rows } = await pool.query<{ bound: string }>(
    `select current_setting('idle_in_transaction_session_timeout') as bound`,
  );
  expect(rows).toEqual([{ bound: `${IDLE_IN_TRANSACTION_MS / 1_000}s` }]);
  const idleMs = IDLE === 'service' ? undefined : Number(IDLE);
  const idle = await slowAppend(pool, randomUUID(), idleMs);
  const began = performance.now();
  const waiting = randomUUID();
  await store.append([newEvent(waiting, 1)], new Map());
  await follow.drain();
  expect(follow.seen.has(waiting)).toBe(false);
  await follow.drainUntil(() => follow.seen.has(waiting));
  const stall = Math.ceil((performance.now() - began) / 100) / 10;
  const bound = (idleMs ?? IDLE_IN_TRANSACTION_MS) / 1_000 + 2;
  printFigure({ id: 'R7', value: stall, unit: 's', n: 1, seed: null, reach: `<= ${bound}`, pass: stall <= bound });
  await expect(idle.commit()).rejects.toThrow();
});

/** Committed streams that were not read as they were written, and read ones that were never committed. */
const misread = (reader: TestReader, { committed }: Written, before: ReadonlySet<string>): number =>
  [...committed].filter(([stream, versions]) => reader.seen.get(stream)?.join() !== versions).length +
  [...reader.seen.keys()].filter((stream) => !committed.has(stream) && !before.has(stream)).length;

const differing = (one: readonly string[], other: readonly string[]): number =>
  Math.abs(one.length - other.length) +
  one.filter((event, place) => place < other.length && event !== other[place]).length;

describe('under eight writers, some slow, some killed, some idle, and readers that never wait', () => {
  test('no event is lost or read twice, and a reader from zero reads the same; the naive reader does not', async () => {
    const { pool } = (await opened).database;
    const [ours, naive] = [feedReader(pool), naiveReader(pool)];
    await Promise.all([ours.drain(), naive.drain()]);
    const before = new Set(ours.seen.keys());
    let writing = true;
    const reading = [ours, naive].map(async (reader) => {
      while (writing) await reader.step();
    });
    const written = await writeWithTrouble(pool, EVENTS, seeded(SEED)).finally(() => (writing = false));
    await Promise.all(reading);
    await Promise.all([ours.drain(), naive.drain()]);
    const [fromZero, naiveFromZero] = [feedReader(pool), naiveReader(pool)];
    await Promise.all([fromZero.drain(), naiveFromZero.drain()]);
    const { given } = written;
    const lost = misread(ours, written, before);
    const otherwise = differing(ours.order, fromZero.order);
    console.info(
      `feed: CRASH_SEED=${SEED}, ${JSON.stringify(given)}; ` +
        `the naive reader misread ${misread(naive, written, before)} streams`,
    );
    printFigure({
      id: 'R6',
      value: lost,
      unit: 'streams misread',
      n: given.events,
      seed: SEED,
      reach: '0',
      pass: lost === 0 && given.events >= EVENTS,
    });
    printFigure({
      id: 'R36',
      value: otherwise,
      unit: 'events read otherwise',
      n: fromZero.order.length,
      seed: SEED,
      reach: '0',
      pass: otherwise === 0,
    });
    expect([lost, otherwise]).toEqual([0, 0]);
    expect(Object.values(given).every((times) => times > 0)).toBe(true);
    expect(misread(naive, written, before)).toBeGreaterThan(0);
    expect(differing(naive.order, naiveFromZero.order)).toBeGreaterThan(0);
  }, 1_200_000);
});
