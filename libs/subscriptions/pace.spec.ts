import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { PostgresEventStore } from '#libs/event-store';
import { Follower } from './follower.ts';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { Pace } from './pace.ts';

const now = (): Date => new Date('2026-06-15T06:00:00Z');
let opened: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;
let follower: Follower;
beforeEach(async () => {
  opened = await testDatabase({ poolSize: 4 });
  ({ pool } = opened.database);
  store = new PostgresEventStore(pool);
  follower = new Follower(pool, store, { name: 'reader', apply: async () => undefined }, { pageSize: 500, now });
});
afterEach(() => opened.drop());

/** Counts the reads of the readers' lag, which distinguish a wait from none without measuring time. */
let looks = 0;
const countedNow = (): Date => {
  looks += 1;
  return now();
};
const pace = (standstill = 300): Pace => new Pace(pool, ['reader'], countedNow, { standstill });
const append = (events: number): Promise<number[]> =>
  store.append(
    Array.from({ length: events }, () => newEvent(randomUUID(), 1)),
    new Map(),
  );

async function looksDuring(work: () => Promise<void>): Promise<number> {
  const before = looks;
  await work();
  return looks - before;
}

/** Longer than the test may take: only readers that come near release the import. */
const NEVER = 60_000;

test('an import near its readers is not delayed', async () => {
  await append(1_000);
  await expect(pace(NEVER).keep()).resolves.toBeUndefined();
});

test('an import far ahead waits until its readers are near', async () => {
  await append(1_800);
  let near = false;
  const kept = pace(NEVER)
    .keep()
    .then(() => near);
  await follower.step();
  // 1,300 behind: still too far, and moving. The pause is long enough for a check.
  await pause(200);
  near = true;
  await follower.step();
  await expect(kept).resolves.toBe(true);
});

test('readers without progress are given up once, not at every batch, and waited for again when they move', async () => {
  const held = pace();
  await append(3_000);
  expect(await looksDuring(() => held.keep())).toBeGreaterThan(1);
  await append(1_000);
  expect(await looksDuring(() => held.keep())).toBe(1);
  for (let page = 0; page < 3; page += 1) await follower.step();
  expect(await looksDuring(() => held.keep())).toBeGreaterThan(1);
});

test('a wait with a limit ends at it, long before readers without progress are given up', async () => {
  await append(3_000);
  const bounded = new Pace(pool, ['reader'], now, { standstill: 60_000, patience: 200 });
  const began = performance.now();
  await bounded.keep();
  expect(performance.now() - began).toBeLessThan(30_000);
});
