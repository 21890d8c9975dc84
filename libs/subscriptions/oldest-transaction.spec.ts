import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { findOldestTransaction } from './lag.query.ts';

let ours: TestDatabase;
let other: TestDatabase;
beforeAll(async () => {
  [ours, other] = [await testDatabase(), await testDatabase()];
});
afterAll(() => Promise.all([ours.drop(), other.drop()]));

async function writerIn({ database }: TestDatabase): Promise<{ client: PoolClient; pid: number }> {
  const client = await database.pool.connect();
  await client.query('begin; select pg_current_xact_id()');
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid, 'never shown' as statement");
  return { client, pid: rows[0]?.pid ?? 0 };
}

test('of open transactions one of this database is named first, with its database and start, and never its statement', async () => {
  const elsewhere = await writerIn(other);
  const foreign = await findOldestTransaction(ours.database.pool);
  expect(foreign).toMatchObject({
    stopsReaders: false,
    database: expect.not.stringMatching(`^${ours.database.address.database}$`),
  });
  const held = await writerIn(ours);
  const own = await findOldestTransaction(ours.database.pool);
  expect(own).toMatchObject({
    pid: held.pid,
    stopsReaders: true,
    database: ours.database.address.database,
    since: expect.stringMatching(/^20.*Z$/),
    state: 'idle in transaction',
  });
  expect(JSON.stringify([foreign, own])).not.toContain('never shown');
  for (const { client } of [elsewhere, held]) {
    await client.query('rollback');
    client.release();
  }
});
