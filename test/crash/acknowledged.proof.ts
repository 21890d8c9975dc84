import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { verifyChain } from '#libs/event-store';
import { rebuild } from '#libs/bitemporal';
import { loadRuleBook, SANDBOX_CALENDARS } from '#libs/rules';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { seeded } from '../door/deliveries.ts';
import { AcknowledgedLoad } from './acknowledged-load.ts';
import { keepMoves, keptMoves, resumedAt, resumeFaults } from './checkpoint-moves.ts';
import { crashSeed, printFigure } from './figure-line.ts';
import { KillableService } from './killable-service.ts';
import { findHalfStored, findLost, findLostBatches, findOrphans } from './looked-up.ts';
import { readersBehind } from '../../libs/subscriptions/caught-up.ts';

const SEED = crashSeed();
const WANTED = Number(process.env['ACKNOWLEDGED'] ?? 1_000);
const KILLS = 6;

let opened: TestDatabase;
let pool: Pool;
let service: KillableService;
let load: AcknowledgedLoad;
let kills = 0;

/**
 * Runs the load, kills at a random instant, starts again, until so many kills and acknowledged reports. The instant is
 * counted in promises, so that a slow machine is killed as deep in its work as a fast one.
 */
async function killUnderLoad(random: () => number): Promise<void> {
  let running = true;
  const calls = load.run(8, () => !running);
  const most = (2 * WANTED) / KILLS;
  while (kills < KILLS || load.acknowledged.length < WANTED) {
    const enough = load.acknowledged.length + random() * most;
    while (load.acknowledged.length < enough) await pause(5);
    await pause(random() * 30);
    const ending = service.end('SIGKILL');
    kills += 1;
    load.hold();
    await ending;
    await service.start();
    load.goOn();
  }
  running = false;
  await calls;
}

beforeAll(async () => {
  opened = await testDatabase({ poolSize: 10 });
  ({ pool } = opened.database);
  service = await KillableService.on(opened.url);
  await service.start();
  const random = seeded(SEED);
  await keepMoves(pool);
  load = new AcknowledgedLoad(service.url, random);
  await killUnderLoad(random);
}, 600_000);
afterAll(async () => {
  await service.end();
  await opened.drop();
});

describe('after kill -9 at random instants under load', () => {
  test('every report that was answered 202 is in the log, with its receipt and its position', async () => {
    const lost = [
      ...(await findLost(service.url, pool, load.acknowledged)),
      ...(await findLostBatches(service.url, load.batches)),
    ];
    const n = load.acknowledged.length;
    console.info(
      `acknowledged: CRASH_SEED=${SEED}, ${kills} kills, ${n} reports promised, ` +
        `${load.unanswered.length} calls broken off`,
    );
    printFigure({
      id: 'R1',
      value: lost.length,
      unit: 'reports',
      n,
      seed: SEED,
      reach: '0',
      pass: lost.length === 0 && n >= WANTED,
    });
    expect(lost).toEqual([]);
    expect(n).toBeGreaterThanOrEqual(WANTED);
    expect([...load.surprises, ...load.turnedAway]).toEqual([]);
  });

  test('a call that broke off is stored as a whole or not at all, and no part exists without the rest', async () => {
    expect(load.unanswered.length).toBeGreaterThan(0);
    expect(await findHalfStored(pool, load.unanswered)).toEqual([]);
    expect(await findOrphans(pool)).toEqual([]);
    expect((await verifyChain(pool)).breaks).toEqual([]);
  });

  test('a report without an answer that is sent again is accepted or known already; sent a third time it is known', async () => {
    for (const reports of load.unanswered) {
      const [first, ...others] = new Set(await load.resend(reports));
      expect(['accepted', 'duplicate']).toContain(first);
      expect(others).toEqual([]);
      expect(new Set(await load.resend(reports))).toEqual(new Set(['duplicate']));
    }
  });

  test('the readers catch up, and what they wrote across the kills equals the log', async () => {
    const projections = knowledgeProjections(loadRuleBook(undefined, { municipalCalendars: SANDBOX_CALENDARS }));
    const readers = [...projections.map(({ name }) => name), 'follow-up-policy'];
    while ((await readersBehind(pool, readers)).length > 0) await pause(20);
    for (const projection of projections)
      expect(await rebuild(pool, projection)).toMatchObject({ onlyLive: 0, onlyRebuilt: 0 });
  });
});

test('after each restart each reader went on where it stood, never at the beginning', async () => {
  const moves = await keptMoves(pool);
  expect(resumeFaults(moves)).toEqual([]);
  const resumed = resumedAt(moves).filter(({ reader }) => reader === 'residence' || reader === 'education-status');
  expect(resumed.length).toBeGreaterThan(0);
  expect(resumed.filter(({ at }) => at === 0)).toEqual([]);
});

describe('sabotage: the check of the acknowledged reports', () => {
  test('finds one acknowledged report that was deleted from the log, and reports no other', async () => {
    const [victim] = load.acknowledged.slice(-1);
    await pool.query('alter table log.events disable trigger user');
    await pool.query('delete from log.events where position = $1', [victim?.position]);
    expect(await findLost(service.url, pool, load.acknowledged.slice(-50))).toEqual([victim?.id]);
  });

  test('finds half of a broken-off call and a person without a report', async () => {
    const call = load.unanswered.find((reports) => reports.length > 1) ?? [];
    await pool.query('delete from log.events where sender_id = $1', [call[0]?.id]);
    expect(await findHalfStored(pool, load.unanswered)).toEqual([`${call.length - 1} of ${call.length}`]);
    await pool.query(`insert into person_keys.persons values (gen_random_uuid(), null, '2010-01-01', now())`);
    expect(await findOrphans(pool)).toEqual(
      expect.arrayContaining(['persons without an event', 'persons without a number']),
    );
  });
});
