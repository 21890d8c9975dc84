import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import type { Pool } from 'pg';
import { waitUntilCaughtUp } from '#libs/subscriptions';
import { rebuild } from '#libs/bitemporal';
import { loadRuleBook, SANDBOX_CALENDARS } from '#libs/rules';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { RELAY } from '#apps/worker/kafka/topics';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { AcknowledgedLoad } from '../../crash/acknowledged-load.ts';
import { keepMoves, keptMoves, resumedAt, resumeFaults } from '../../crash/checkpoint-moves.ts';
import { crashSeed, printFigure } from '../../crash/figure-line.ts';
import { KillableService } from '../../crash/killable-service.ts';
import { findLost, findOrphans } from '../../crash/looked-up.ts';
import { seeded } from '../../door/deliveries.ts';
import { kafkaForProof } from '../kafka-server.ts';

const SEED = crashSeed();
const KILLS = Number(process.env['KILLS'] ?? 4);
const REPORTS_A_KILL = 250;
const WORKERS = 3;
const PROJECTIONS = knowledgeProjections(loadRuleBook(undefined, { municipalCalendars: SANDBOX_CALENDARS }));
const READERS = [...PROJECTIONS.map(({ name }) => name), 'follow-up-policy', RELAY];
const CATCH_UP_MILLISECONDS = 240_000;

let kafka: Awaited<ReturnType<typeof kafkaForProof>>;
let opened: TestDatabase;
let pool: Pool;
let door: KillableService;
let load: AcknowledgedLoad;
let workers: KillableService[];
let members: number[];
beforeAll(async () => {
  kafka = await kafkaForProof();
  opened = await testDatabase({ poolSize: 8 });
  ({ pool } = opened.database);
  door = await KillableService.on(opened.url, { APPS: 'intake,status' });
  await door.start();
  const env = { APPS: 'worker', WORKERS: 'kafka', KAFKA_BROKERS: kafka.brokers, KAFKA_PARTITIONS: '6' };
  workers = await Promise.all(Array.from({ length: WORKERS }, () => KillableService.on(opened.url, env)));
  await Promise.all(workers.map((worker) => worker.start()));
  members = await membersOfGroups();
  await keepMoves(pool);
  await killUnderLoad(seeded(SEED));
}, 600_000);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
  await door.end();
  await opened.drop();
  await kafka.remove();
});

/**
 * Kills a worker while reports come in, waits until it is missed, and starts it again; its partitions move meanwhile.
 */
async function killUnderLoad(random: () => number): Promise<void> {
  let running = true;
  load = new AcknowledgedLoad(door.url, random);
  const calls = load.run(4, () => !running);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const enough = load.acknowledged.length + random() * REPORTS_A_KILL;
    load.goOn();
    while (load.acknowledged.length < enough) await pause(5);
    const victim = workers[Math.floor(random() * WORKERS)];
    await victim?.end('SIGKILL');
    while (load.acknowledged.length < enough + REPORTS_A_KILL) await pause(5);
    load.hold();
    await pause(random() * 4_000);
    await victim?.start();
  }
  running = false;
  load.goOn();
  await calls;
}

/** The number of members of each projection's group once all workers have joined. */
async function membersOfGroups(): Promise<number[]> {
  const admin = new Kafka({
    clientId: 'outsider',
    brokers: kafka.brokers.split(','),
    logLevel: logLevel.NOTHING,
  }).admin();
  await admin.connect();
  for (;;) {
    const { groups } = await admin.describeGroups(PROJECTIONS.map(({ name }) => `ungestatus-${name}`));
    const counts = groups.map((group) => group.members.length);
    if (counts.every((count) => count === WORKERS) && groups.every(({ state }) => state === 'Stable')) {
      await admin.disconnect();
      return counts;
    }
    await pause(200);
  }
}

test('three processes shared the partitions of every projection', () => {
  expect(members).toEqual(PROJECTIONS.map(() => WORKERS));
});

test('all readers catch up although workers were killed again and again, and no report is lost', async () => {
  expect(await waitUntilCaughtUp(pool, READERS, CATCH_UP_MILLISECONDS)).toBe(true);
  expect(await findLost(door.url, pool, load.acknowledged)).toEqual([]);
  expect(await findOrphans(pool)).toEqual([]);
  expect(load.surprises).toEqual([]);
});

test('every event has its effect exactly once after the kills: the rows equal a rebuild from the log, row for row', async () => {
  const reports = await Promise.all(PROJECTIONS.map((projection) => rebuild(pool, projection)));
  const wrong = reports.reduce((sum, { onlyLive, onlyRebuilt }) => sum + onlyLive + onlyRebuilt, 0);
  const rows = reports.reduce((sum, report) => sum + report.rows, 0);
  const {
    rows: [log],
  } = await pool.query<{ events: number }>('select count(*) as events from log.events');
  const { rows: parked } = await pool.query('select * from feed.parked');
  console.info(`kafka workers: CRASH_SEED=${SEED}, ${KILLS} kills, ${log?.events} events, ${rows} rows`);
  printFigure({
    id: 'R8-kafka',
    value: wrong,
    unit: 'rows otherwise than rebuilt',
    n: log?.events ?? 0,
    seed: SEED,
    reach: '0',
    pass: wrong === 0,
  });
  expect(wrong).toBe(0);
  expect(parked).toEqual([]);
  expect(rows).toBeGreaterThan(0);
});

test('the checkpoint of each partition is at the end of the log', async () => {
  const { rows } = await pool.query<{ behind: number }>(
    `select count(*) as behind from feed.partitions where sequence <> (select count(*) from log.events)`,
  );
  expect(rows[0]?.behind).toBe(0);
});

test('each partition went on where it stood, whichever worker took it up, and never at the beginning', async () => {
  const moves = await keptMoves(pool);
  expect(resumeFaults(moves)).toEqual([]);
  const resumed = resumedAt(moves).filter(({ reader }) => reader.includes('/'));
  expect(resumed.length).toBeGreaterThan(0);
  expect(resumed.filter(({ at }) => at === 0)).toEqual([]);
});

test('sabotage: one row less, or one twice, turns the comparison red', async () => {
  const [statuses] = PROJECTIONS;
  if (!statuses) throw new Error('no projection');
  await pool.query(`delete from ${statuses.table} where ctid = (select ctid from ${statuses.table} limit 1)`);
  expect(await rebuild(pool, statuses)).toMatchObject({ onlyLive: 0, onlyRebuilt: 1 });
  await pool.query(
    `insert into ${statuses.table}
     select gen_random_uuid(), valid_from, valid_to, known_from, known_to, status, reason, institution, answer
     from ${statuses.table} limit 1`,
  );
  expect(await rebuild(pool, statuses)).toMatchObject({ onlyLive: 1, onlyRebuilt: 0 });
});
