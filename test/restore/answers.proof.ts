import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { backup, rebuildAll, restore } from '#libs/backup';
import { addDays } from '#libs/calendar';
import type { KnowledgeProjection } from '#libs/bitemporal';
import { temporaryFolder, type TestDatabase, testDatabase } from '#libs/testing';
import { DELIVERIES } from '#projections/deliveries/reader';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { RandomLoad, roundsOf, send } from '../rebuild/random-load.ts';
import { type RunningService, serviceOn, startService } from '../service/running.ts';
import { rowsOf } from './some-facts.ts';

const SEED = Number(process.env['RESTORE_SEED'] ?? Math.floor(Math.random() * 1e9));
const MONTHS = 3;
const POLICY = 'follow-up-policy';
const load = new RandomLoad('load');
const place = temporaryFolder();

let first: RunningService;
let second: RunningService;
let to: TestDatabase;
let projections: readonly KnowledgeProjection[];
/** The rows of the restored database before a service started on it. */
let rebuilt: Map<string, string[]>;

const tables = (): string[] => [...projections.map(({ table }) => table), 'follow_up.watch', 'log.events'];

async function contents(pool: TestDatabase['database']['pool']): Promise<Map<string, string[]>> {
  const rows = new Map<string, string[]>();
  for (const table of tables()) rows.set(table, await rowsOf(pool, table));
  return rows;
}

beforeAll(async () => {
  console.info(`restore: RESTORE_SEED=${SEED}`);
  first = await startService();
  projections = knowledgeProjections(first.parts.rules);
  await first.setClock('2025-08-01T06:00:00Z');
  await send(first, load.people());
  for (const [month, draws] of roundsOf(SEED, MONTHS, 60).entries()) {
    await first.setClock(`${addDays('2025-09-01', 30 * month)}T06:00:00Z`);
    await send(
      first,
      draws.map((draw) => load.reportOf(draw)),
    );
  }
  expect(await first.parts.worker?.settle(20_000)).toBe(true);
  const folder = join(place.path, 'backup');
  const { pool, clock } = first.parts;
  await backup(pool, { folder, version: '0.0.1', now: () => clock.now() });
  to = await testDatabase({ poolSize: 8 });
  const target = to.database.pool;
  await target.query('insert into person_keys.master_key_check (value) values ($1)', [
    (await pool.query('select value from person_keys.master_key_check')).rows[0].value,
  ]);
  await restore(target, {
    folder,
    epoch: await first.parts.store.epoch(),
    rebuilt: [...projections.map(({ name }) => name), DELIVERIES],
  });
  await rebuildAll(target, projections, { epoch: await first.parts.store.epoch(), now: () => clock.now() });
  rebuilt = await contents(target);
  second = await serviceOn(to.url);
}, 300_000);
afterAll(async () => {
  await second?.stop();
  await first?.stop();
  await to?.drop();
  await place.remove();
});

describe('a restored and rebuilt service', () => {
  test('has every row of every answer as it was, with its time of knowledge; no fact is recorded anew', async () => {
    const before = await contents(first.parts.pool);
    expect(before.get('follow_up.cases')?.length).toBeGreaterThan(0);
    for (const table of tables())
      expect({ table, rows: rebuilt.get(table) }).toEqual({ table, rows: before.get(table) });
  });

  test("has the sandbox's clock where it was", async () => {
    expect(Math.abs(second.parts.clock.now().getTime() - first.parts.clock.now().getTime())).toBeLessThan(3_600_000);
  });

  test('has nothing to record at its start: the policy goes on from its checkpoint', async () => {
    expect(await second.parts.worker?.settle(20_000)).toBe(true);
    expect(await rowsOf(second.parts.pool, 'log.events')).toEqual(rebuilt.get('log.events'));
  });

  test('counts the deliveries again from the log, to the same sums and the same late reports', async () => {
    for (const table of ['deliveries.first_reports', 'deliveries.weeks', 'deliveries.late']) {
      const before = await rowsOf(first.parts.pool, table);
      expect(before.length).toBeGreaterThan(0);
      expect({ table, rows: await rowsOf(second.parts.pool, table) }).toEqual({ table, rows: before });
    }
  });

  test('handles the next report with every reader, with the policy, and over time', async () => {
    await second.setClock(`${addDays('2025-09-01', 30 * MONTHS)}T06:00:00Z`);
    const taken = await send(
      second,
      roundsOf(SEED + 1, 1, 40)
        .flat()
        .map((draw) => load.reportOf(draw)),
    );
    expect(taken).toBeGreaterThan(10);
    expect(await second.parts.worker?.settle(20_000)).toBe(true);
    const { rows } = await second.parts.pool.query<{ reader: string }>(
      `select reader from feed.checkpoints
       where applied >= (select max(position) from log.events where type not like 'follow-up-%') order by reader`,
    );
    expect(rows.map(({ reader }) => reader)).toEqual(
      [...projections.map(({ name }) => name), DELIVERIES, POLICY].sort(),
    );
  });
});
