import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { knowledgeReader, rebuild } from '#libs/bitemporal';
import { loadRuleBook } from '#libs/rules';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { residence } from '#projections/residence/projection';
import { history } from '../given/history.ts';
import { moved } from '../given/reports.ts';
import { People } from './parked-people.ts';

let opened: TestDatabase;
let pool: Pool;
let people: People;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 6 });
  ({ pool } = opened.database);
  people = new People(pool);
});
afterAll(() => opened.drop());

/**
 * Moves all persons twice with the reader at the first move; then gives every event a new transaction id, as a restore
 * does.
 */
async function restored(epoch: string): Promise<void> {
  await people.register([1, 2, 3].map(() => history(moved('0751', '2025-08-01'), moved('0461', '2025-09-01'))));
  await people.append(1);
  await people.follow(knowledgeReader(residence(loadRuleBook())), 500);
  await people.append(1);
  await pool.query(
    `alter table log.events disable trigger user; update log.events set xid = default;
     alter table log.events enable trigger user`,
  );
  await pool.query('update feed.checkpoints set epoch = $1', [epoch]);
}

test('a rebuild in a cluster that the checkpoint does not belong to finds its place again first', async () => {
  await restored('another cluster');
  expect(await rebuild(pool, residence(loadRuleBook()))).toMatchObject({ onlyLive: 0, onlyRebuilt: 0 });
  await people.follow(knowledgeReader(residence(loadRuleBook())), 500);
  expect(await rebuild(pool, residence(loadRuleBook()))).toMatchObject({ onlyLive: 0, onlyRebuilt: 0, persons: 3 });
});

test("sabotage: a checkpoint taken for this cluster's is before everything, and all known rows are lost", async () => {
  await restored(await people.store.epoch());
  expect((await rebuild(pool, residence(loadRuleBook()))).onlyLive).toBeGreaterThan(0);
});
