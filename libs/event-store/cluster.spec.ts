import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import { testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { isAheadOfCluster } from './cluster.ts';
import { PostgresEventStore } from './postgres-store.ts';

const opened = testDatabase();
afterAll(async () => (await opened).drop());

test('a log with transaction ids that this cluster has not assigned yet is recognised, its own log is not', async () => {
  const { pool } = (await opened).database;
  await new PostgresEventStore(pool).append([newEvent(randomUUID(), 1)], new Map());
  expect(await isAheadOfCluster(pool)).toBe(false);
  await pool.query(`alter table log.events disable trigger append_only`);
  await pool.query(`update log.events set xid = '900000000'`);
  expect(await isAheadOfCluster(pool)).toBe(true);
});
