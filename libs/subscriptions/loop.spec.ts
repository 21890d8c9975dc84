import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { PostgresEventStore, type FeedEntry } from '#libs/event-store';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { Follower } from './follower.ts';
import { FollowerLoop } from './loop.ts';
import { type Reader } from './reader.ts';
import { waitUntilCaughtUp } from './caught-up.ts';

let opened: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 8 });
  store = new PostgresEventStore(opened.database.pool);
});
afterAll(() => opened.drop());

const started: FollowerLoop[] = [];
afterEach(async () => {
  for (const loop of started.splice(0)) await loop.stop();
});

interface Fault {
  readonly reader: string;
  readonly message: string;
}

function loopOf(reader: Reader, faults: Fault[], onFault: () => void = () => undefined): FollowerLoop {
  const follower = new Follower(opened.database.pool, store, reader, {
    pageSize: 5,
    now: () => new Date('2026-06-15T06:00:00Z'),
  });
  const onError = (name: string, error: unknown) => {
    faults.push({ reader: name, message: (error as Error).message });
    onFault();
  };
  const loop = new FollowerLoop(follower, { pollMilliseconds: 20, onError });
  started.push(loop);
  return loop;
}

/** Records the events it gets; its first `failures` pages fail. */
function remembering(name: string, failures: number): Reader & { readonly seen: string[] } {
  const seen: string[] = [];
  let left = failures;
  const apply = async (_client: unknown, events: readonly FeedEntry[]): Promise<void> => {
    if (left-- > 0) throw new Error('cannot yet');
    seen.push(...events.map((event) => `${event.stream}/${event.version}`));
  };
  return { name, seen, apply };
}

async function appendThree(): Promise<string[]> {
  const stream = randomUUID();
  await store.append(
    [1, 2, 3].map((version) => newEvent(stream, version)),
    new Map(),
  );
  return [1, 2, 3].map((version) => `${stream}/${version}`);
}

test('a failing page is tried again until it succeeds, reported each time, never skipped; other readers go on', async () => {
  const written = [...(await appendThree()), ...(await appendThree()), ...(await appendThree())];
  const [ill, well] = [remembering('ill', 3), remembering('well', 0)];
  const faults: Fault[] = [];
  const loops = [loopOf(ill, faults), loopOf(well, faults)];
  for (const loop of loops) loop.start();
  while (ill.seen.length < 9 || well.seen.length < 9) await pause(10);
  await Promise.all(loops.map((loop) => loop.stop()));
  expect(faults).toEqual([1, 2, 3].map(() => ({ reader: 'ill', message: 'cannot yet' })));
  expect(ill.seen).toEqual(written);
  expect(well.seen).toEqual(written);
});

test('new events do not cut the pause after a failure short: a poison page is not tried with every report', async () => {
  await appendThree();
  const faults: Fault[] = [];
  let failed: () => void = () => undefined;
  const firstFailure = new Promise<void>((resolve) => (failed = resolve));
  const loop = loopOf(remembering('poisoned', 1_000), faults, () => failed());
  loop.start();
  await firstFailure;
  // The first pause is the longer timer, so this one ends first on a machine of any speed.
  for (let news = 0; news < 4; news += 1) {
    loop.wake();
    await pause(10);
  }
  expect(faults).toHaveLength(1);
  await loop.stop();
});

test('a follower that is notified of new events reads them at once; one that is not polls', async () => {
  const reader = remembering('woken', 0);
  const loop = loopOf(reader, []);
  loop.start();
  const written = await appendThree();
  loop.wake();
  while (!reader.seen.includes(written.at(-1) ?? '')) await pause(5);
  const unheard = await appendThree();
  while (!reader.seen.includes(unheard.at(-1) ?? '')) await pause(5);
  await loop.stop();
  expect(new Set(reader.seen).size).toBe(reader.seen.length);
});

test('a stopped follower finishes its page and takes no other', async () => {
  await appendThree();
  let stop: Promise<void> | undefined;
  const seen: number[] = [];
  const reader: Reader = {
    name: 'stopped',
    apply: async (_client, events) => {
      stop ??= loop.stop();
      await pause(20);
      seen.push(events.length);
    },
  };
  const loop = loopOf(reader, []);
  loop.start();
  while (!stop) await pause(5);
  await stop;
  expect(seen).toEqual([5]);
});

test('caught up means that every named reader has applied the whole log', async () => {
  const { pool } = opened.database;
  const reader = remembering('asked', 0);
  const loop = loopOf(reader, []);
  loop.start();
  await appendThree();
  expect(await waitUntilCaughtUp(pool, ['asked'], 9_000)).toBe(true);
  await loop.stop();
  await appendThree();
  expect(await waitUntilCaughtUp(pool, ['asked'], 1)).toBe(false);
});
