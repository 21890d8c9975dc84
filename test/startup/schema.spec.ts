import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { testDatabase } from '#libs/testing';
import { schemaText } from './schema-text.ts';

const FILE = join(getProjectRoot(), 'docs', 'schema.txt');

test('the migrations make the schema that docs/schema.txt shows (UPDATE_SCHEMA=1 npm test -- test/startup/schema)', async () => {
  const { database, drop } = await testDatabase();
  const made = await schemaText(database.pool);
  if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(FILE, made);
  expect(made).toBe(existsSync(FILE) ? readFileSync(FILE, 'utf8').replaceAll('\r\n', '\n') : '');
  await drop();
});

test('sabotage: a column that no migration made is found', async () => {
  const { database, drop } = await testDatabase();
  const before = await schemaText(database.pool);
  await database.pool.query('alter table migration_file add column added_by_hand text');
  expect(await schemaText(database.pool)).not.toBe(before);
  await drop();
});
