import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { getProjectRoot } from '#libs/database';
import { PostgresEventStore } from '#libs/event-store';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { seeded } from '../door/deliveries.ts';
import { newEvent } from '../given/new-event.ts';
import { crashSeed, printFigure } from './figure-line.ts';

const SEED = crashSeed();
const KILLS = Number(process.env['WORKER_KILLS'] ?? 4);
const EVENTS = 200 * KILLS;
const random = seeded(SEED);

let opened: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  opened = await testDatabase();
  ({ pool } = opened.database);
  // Has no key, so that an effect applied twice is visible.
  await pool.query('create table effects (way text, stream uuid, version int)');
  const store = new PostgresEventStore(pool);
  for (let written = 0; written < EVENTS; written += 4) {
    const stream = randomUUID();
    await store.append(
      [1, 2, 3, 4].map((version) => newEvent(stream, version)),
      new Map(),
    );
  }
});
afterAll(() => opened.drop());

interface Ended {
  /** Whether the last page's effects were written and no move of the checkpoint was reported. */
  readonly between: boolean;
  readonly caughtUp: boolean;
  /** The position its first page began with; undefined if there was none. */
  readonly from: number | undefined;
  /** The event after its checkpoint when it was started. */
  readonly next: number | undefined;
}

/** The event that a reader reads next by its stored place. */
async function nextOf(reader: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ position: number }>(
    `select e.position from log.events e left join feed.checkpoints c on c.reader = $1
     where (e.xid, e.position) > (coalesce(c.xid, '0'), coalesce(c.position, 0)) order by e.xid, e.position limit 1`,
    [reader],
  );
  return rows[0]?.position;
}

async function firstOfLog(): Promise<number | undefined> {
  return (await pool.query<{ position: number }>('select position from log.events order by xid, position limit 1'))
    .rows[0]?.position;
}

/** Runs a worker until it has written some pages, and kills it at a random instant around its next commit. */
async function runAndKill(way: 'safe' | 'sabotaged', pages: number): Promise<Ended> {
  const root = getProjectRoot();
  const args = [
    '--import',
    join(root, 'libs/testing/typescript.js'),
    join(root, 'test/crash/worker-process.ts'),
    opened.url,
    way,
  ];
  const next = await nextOf(way);
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  let [left, last] = [pages, ''];
  let from: number | undefined;
  for await (const word of createInterface(child.stdout)) {
    if (word.startsWith('from ')) {
      from = Number(word.slice('from '.length));
      continue;
    }
    last = word;
    if (word === 'written') left -= 1;
    if (left === 0) await pause(random() * 15);
    if (left === 0 || word === 'caught-up') child.kill('SIGKILL');
    if (left === 0) left = -1;
  }
  await gone;
  return { between: last === 'written', caughtUp: last === 'caught-up', from, next };
}

/** Events whose effect does not exist exactly once. */
async function count(way: string): Promise<{ twice: number; missing: number }> {
  const { rows } = await pool.query<{ twice: number; missing: number }>(
    `select count(*) filter (where times > 1)::int as twice, count(*) filter (where times = 0)::int as missing
     from (select count(f) as times from log.events e
     left join effects f on f.way = $1 and f.stream = e.stream and f.version = e.version group by e.position) counted`,
    [way],
  );
  return rows[0] ?? { twice: -1, missing: -1 };
}

test('a worker process killed again and again between its writes and its checkpoint applies every event once', async () => {
  const runs: Ended[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) runs.push(await runAndKill('safe', 1 + Math.floor(random() * 8)));
  // Random instants may all miss the moment between write and checkpoint: kills on, page by page, until one has hit it.
  while (!runs.some((run) => run.between) && runs.at(-1)?.caughtUp === false) runs.push(await runAndKill('safe', 1));
  const kills = runs.length;
  do runs.push(await runAndKill('safe', EVENTS));
  while (runs.at(-1)?.caughtUp === false);
  const between = runs.slice(0, kills).filter((run) => run.between).length;
  const [first, ...restarts] = runs;
  expect(first?.from).toBe(await firstOfLog());
  // Each start went on at the event after the checkpoint of the killed worker, never again at the first.
  for (const { from, next } of restarts) expect(from).toBe(next);
  expect(restarts.filter(({ from }) => from !== undefined && from > (first?.from ?? NaN)).length).toBeGreaterThan(0);
  const { twice, missing } = await count('safe');
  console.info(
    `worker killed: CRASH_SEED=${SEED}, ${kills} kills, ${between} of them between write and checkpoint, ` +
      `${EVENTS} events`,
  );
  printFigure({
    id: 'R8',
    value: twice + missing,
    unit: 'effects not once',
    n: kills,
    seed: SEED,
    reach: '0',
    pass: twice + missing === 0 && between > 0,
  });
  expect([twice, missing]).toEqual([0, 0]);
  expect(between).toBeGreaterThan(0);
}, 1_800_000);

test('sabotage: with the checkpoint moved in another transaction, the same kills have effects twice', async () => {
  while ((await count('sabotaged')).twice === 0) await runAndKill('sabotaged', 1 + Math.floor(random() * 3));
  expect((await count('sabotaged')).twice).toBeGreaterThan(0);
});
