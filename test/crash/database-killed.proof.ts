import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { type Database } from '#libs/database';
import { verifyChain } from '#libs/event-store';
import { rebuild } from '#libs/bitemporal';
import { loadRuleBook, SANDBOX_CALENDARS } from '#libs/rules';
import { connectDatabase, temporaryFolder } from '#libs/testing';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { seeded } from '../door/deliveries.ts';
import { AcknowledgedLoad } from './acknowledged-load.ts';
import { keepMoves, keptMoves, resumedAt, resumeFaults } from './checkpoint-moves.ts';
import { crashSeed, printFigure } from './figure-line.ts';
import { KillableDatabase } from './killable-database.ts';
import { KillableService } from './killable-service.ts';
import { findHalfStored, findLost, findLostBatches, findOrphans } from './looked-up.ts';
import { readersBehind } from '../../libs/subscriptions/caught-up.ts';

const SEED = crashSeed();
const WANTED = Number(process.env['DATABASE_ACKNOWLEDGED'] ?? 300);
const KILLS = Number(process.env['DATABASE_KILLS'] ?? 2);

const folder = temporaryFolder();
const postgres = new KillableDatabase(folder.path);
let service: KillableService;
let database: Database;
let pool: Pool;
let load: AcknowledgedLoad;
const outages: number[] = [];

/** Kills PostgreSQL under load, once alone and once with all its sessions, without any other intervention. */
async function killUnderLoad(random: () => number): Promise<void> {
  let running = true;
  const calls = load.run(8, () => !running);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const enough = load.acknowledged.length + random() * ((2 * WANTED) / KILLS);
    while (load.acknowledged.length < enough) await pause(5);
    await pause(random() * 30);
    const [began, pid] = [performance.now(), postgres.pid];
    postgres.kill(kill % 2 === 1);
    while (newProcess() === pid) await pause(10);
    const before = load.acknowledged.length;
    while (load.acknowledged.length < before + 5) await pause(10);
    outages.push((performance.now() - began) / 1_000);
  }
  while (load.acknowledged.length < WANTED) await pause(10);
  running = false;
  await calls;
}

/** The pid of the new process; undefined during a start, when the pid file does not exist for a moment. */
function newProcess(): number | undefined {
  try {
    return postgres.pid;
  } catch {
    return undefined;
  }
}

beforeAll(async () => {
  service = await KillableService.onFolder(folder.path);
  await service.start();
  const random = seeded(SEED);
  const early = await connectDatabase({ url: postgres.url, applicationName: 'spec' });
  await keepMoves(early.pool);
  await early.close();
  load = new AcknowledgedLoad(service.url, random);
  await killUnderLoad(random);
  database = await connectDatabase({ url: postgres.url, applicationName: 'spec' });
  ({ pool } = database);
}, 600_000);
afterAll(async () => {
  await database.close();
  await service.end('SIGTERM');
  await folder.remove();
});

describe('after kill -9 of PostgreSQL itself under load, with the service still running', () => {
  test('every report that was answered 202 is in the log, with its receipt and its position', async () => {
    const { rows } = await pool.query<{ fsync: string }>('show fsync');
    expect(rows).toEqual([{ fsync: 'on' }]);
    const lost = [
      ...(await findLost(service.url, pool, load.acknowledged)),
      ...(await findLostBatches(service.url, load.batches)),
    ];
    const n = load.acknowledged.length;
    const seconds = outages.map((outage) => outage.toFixed(1)).join(', ');
    console.info(
      `database killed: CRASH_SEED=${SEED}, ${KILLS} kills, again answering 202 after ${seconds} s, ` +
        `${load.turnedAway.length} calls answered 503`,
    );
    printFigure({
      id: 'R2',
      value: lost.length,
      unit: 'reports',
      n,
      seed: SEED,
      reach: '0',
      pass: lost.length === 0 && n >= WANTED,
    });
    expect(lost).toEqual([]);
    expect(n).toBeGreaterThanOrEqual(WANTED);
  });

  test('callers were answered 503 with Retry-After meanwhile, and no answer blamed the caller', () => {
    expect(load.turnedAway.length).toBeGreaterThan(0);
    expect([...load.surprises, ...load.unanswered]).toEqual([]);
  });

  test('a call that was answered 503 is stored as a whole or not at all; sent again it is accepted or known already', async () => {
    expect(await findHalfStored(pool, load.turnedAway)).toEqual([]);
    expect(await findOrphans(pool)).toEqual([]);
    for (const reports of load.turnedAway.slice(0, 50)) {
      const [first, ...others] = new Set(await load.resend(reports));
      expect(['accepted', 'duplicate']).toContain(first);
      expect(others).toEqual([]);
    }
    expect((await verifyChain(pool)).breaks).toEqual([]);
  });

  test('the readers, whose last pages may not have been on disk, catch up and equal the log', async () => {
    const projections = knowledgeProjections(loadRuleBook(undefined, { municipalCalendars: SANDBOX_CALENDARS }));
    const readers = [...projections.map(({ name }) => name), 'follow-up-policy'];
    while ((await readersBehind(pool, readers)).length > 0) await pause(20);
    for (const projection of projections)
      expect(await rebuild(pool, projection)).toMatchObject({ onlyLive: 0, onlyRebuilt: 0 });
  });

  test('each reader went on where the database had it, never at the beginning', async () => {
    const moves = await keptMoves(pool);
    expect(resumeFaults(moves)).toEqual([]);
    const resumed = resumedAt(moves).filter(({ reader }) => reader === 'residence' || reader === 'education-status');
    expect(resumed.length).toBeGreaterThan(0);
    expect(resumed.filter(({ at }) => at === 0)).toEqual([]);
  });
});

test('sabotage: a PostgreSQL that does not wait for the disk loses what was answered 202', async () => {
  for (const setting of [`synchronous_commit = off`, `wal_writer_delay = '10s'`])
    await pool.query(`alter system set ${setting}`);
  await pool.query('select pg_reload_conf()');
  while (
    (await pool.query<{ synchronous_commit: string }>('show synchronous_commit')).rows[0]?.synchronous_commit !== 'off'
  )
    await pause(20);
  let running = true;
  const before = load.acknowledged.length;
  const calls = load.run(4, () => !running);
  while (load.acknowledged.length < before + 100) await pause(1);
  const pid = postgres.pid;
  postgres.kill(true);
  running = false;
  await calls;
  while (newProcess() === pid || !(await pool.query('select 1').catch(() => undefined))) await pause(50);
  expect(await findLost(service.url, pool, load.acknowledged.slice(before))).not.toEqual([]);
}, 60_000);
