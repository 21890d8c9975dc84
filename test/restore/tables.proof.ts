import { afterAll, expect, test } from '@jest/globals';
import { BACKUP_TABLES, GIVEN_TABLES, REMADE_TABLES } from '#libs/backup';
import { loadRuleBook } from '#libs/rules';
import { testDatabase } from '#libs/testing';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';

const opened = testDatabase();
afterAll(async () => (await opened).drop());

test('every table is in the backup, is rebuilt from it, or is listed as made again without it', async () => {
  const { rows } = await (
    await opened
  ).database.pool.query<{ name: string }>(
    `select format('%s.%s', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const rebuilt = knowledgeProjections(loadRuleBook(undefined)).map(({ table }) => table);
  const told = [...BACKUP_TABLES.map(({ table }) => table), ...rebuilt, ...GIVEN_TABLES, ...REMADE_TABLES];
  expect(rows.map(({ name }) => name).sort()).toEqual(told.sort());
});
