import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { connectDatabase, type TestDatabase, emptyDatabase, temporaryFolder } from '#libs/testing';
import { getMigrationFiles } from './migration-files.ts';
import { type MigrateOptions, migrate } from './migrate.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

const FIRST = { 'libs/log/0001-log.table.sql': 'create table log (position bigint); insert into log values (1);' };
const SECOND = { 'projections/status/0040-status.table.sql': 'create table status (person text);' };

function project(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  undo.push(() => folder.remove());
  for (const [name, sql] of Object.entries(files)) {
    mkdirSync(dirname(join(folder.path, name)), { recursive: true });
    writeFileSync(join(folder.path, name), sql);
  }
  return folder.path;
}

async function empty(): Promise<TestDatabase> {
  const made = await emptyDatabase();
  undo.push(() => made.drop());
  return made;
}

function options(files: Readonly<Record<string, string>>, lines: string[] = []): MigrateOptions {
  return { projectRoot: project(files), log: (line) => void lines.push(line) };
}

async function startTwenty(lock: 'advisory' | 'none'): Promise<readonly PromiseSettledResult<number>[]> {
  const { url, database } = await empty();
  const slow = { 'libs/a/0002-slow.table.sql': 'select pg_sleep(0.05); create table slow (a int);' };
  const given = { ...options({ ...FIRST, ...slow, ...SECOND }), lock };
  const starts = Array.from({ length: 20 }, async () => {
    const own = await connectDatabase({ url, applicationName: 'start', poolSize: 1 });
    return migrate(own, given).finally(() => own.close());
  });
  const results = await Promise.allSettled(starts);
  if (lock === 'advisory') {
    expect((await database.pool.query('select * from log')).rows).toEqual([{ position: 1 }]);
  }
  return results;
}

describe('migrations', () => {
  test('are applied in number order from libs, projections and apps, and only once', async () => {
    const { database } = await empty();
    const lines: string[] = [];
    const given = options({ ...SECOND, ...FIRST, 'libs/dist/0002-no.table.sql': 'nonsense' }, lines);
    expect(await migrate(database, given)).toBe(2);
    expect(await migrate(database, given)).toBe(0);
    expect(lines).toEqual(['Migration 0001-log applied.', 'Migration 0040-status applied.']);
    const { rows } = await database.pool.query('select timestamp as number, name from migration order by id');
    expect(rows).toEqual([
      { number: 1, name: 'log-0000000000001' },
      { number: 40, name: 'status-0000000000040' },
    ]);
  });

  test('of a lower number that came later are applied too: numbers are assigned by folder', async () => {
    const { database } = await empty();
    await migrate(database, options(SECOND));
    expect(await migrate(database, options({ ...FIRST, ...SECOND }))).toBe(1);
  });

  test('leave no part of a failed one behind and keep the ones before it', async () => {
    const { database } = await empty();
    const broken = { 'libs/a/0002-broken.table.sql': 'create table half (a int); select 1/0;' };
    await expect(migrate(database, options({ ...FIRST, ...broken }))).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining('0002-broken failed and left nothing behind: division by zero'),
    });
    const { rows } = await database.pool.query(`select to_regclass('log') as log, to_regclass('half') as half`);
    expect(rows).toEqual([{ log: 'log', half: null }]);
    expect(await migrate(database, options({ ...FIRST, ...SECOND }))).toBe(1);
  });

  test('are each applied once by twenty starts at the same time on an empty database, which all succeed', async () => {
    const results = await startTwenty('advisory');
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    const applied = results.map((result) => (result.status === 'fulfilled' ? result.value : 0));
    expect(applied.reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  test('sabotage: fail in some of the twenty starts without the lock', async () => {
    const results = await startTwenty('none');
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  });

  test('of a newer database make an older program refuse it', async () => {
    const { database } = await empty();
    await migrate(database, options({ ...FIRST, ...SECOND }));
    await expect(migrate(database, options(FIRST))).rejects.toMatchObject({
      code: 'database-newer-than-program',
      message: expect.stringContaining('0040-status'),
    });
  });

  test('are refused if an applied file was edited or renamed', async () => {
    const { database } = await empty();
    await migrate(database, options(FIRST));
    const edited = { 'libs/log/0001-log.table.sql': 'create table log (position int);' };
    await expect(migrate(database, options(edited))).rejects.toMatchObject({ code: 'migration-changed' });
    const renamed = { 'libs/log/0001-book.table.sql': FIRST['libs/log/0001-log.table.sql'] };
    await expect(migrate(database, options(renamed))).rejects.toMatchObject({ code: 'migration-changed' });
  });

  test('are the same with other line ends', async () => {
    const { database } = await empty();
    await migrate(database, options({ 'libs/a/0001-a.table.sql': 'select 1;\nselect 2;\n' }));
    expect(await migrate(database, options({ 'libs/a/0001-a.table.sql': 'select 1;\r\nselect 2;\r\n' }))).toBe(0);
  });
});

describe('migration files', () => {
  test('with the same number are refused and both are named', () => {
    const root = project({ ...FIRST, 'apps/web/0001-web.table.sql': 'select 1' });
    expect(() => getMigrationFiles(root)).toThrow('0001-log and 0001-web have the same number');
  });

  test('without a number are refused, because they would be forgotten', () => {
    expect(() => getMigrationFiles(project({ 'libs/a/log.table.sql': '' }))).toThrow(
      'libs/a/log.table.sql is not named',
    );
  });
});
