import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectDatabase, type TestDatabase, emptyDatabase, temporaryFolder } from '#libs/testing';
import { checkServer, getAddress } from './connection-problem.ts';
import { migrate } from './migrate.ts';
import { StartupProblem } from './startup-problem.ts';

let made: TestDatabase;
beforeAll(async () => {
  made = await emptyDatabase();
});
afterAll(() => made.drop());

function changed(change: (url: URL) => void): string {
  const url = new URL(made.url);
  change(url);
  return url.href;
}

async function problemOf(url: string): Promise<StartupProblem> {
  const failure = await connectDatabase({ url, applicationName: 'spec' }).catch((error: unknown) => error);
  if (failure instanceof StartupProblem) return failure;
  throw new Error('expected a StartupProblem');
}

const SECRET = 'a-password-nobody-may-read';

describe('a DATABASE_URL that cannot be used ends in a sentence without the password if', () => {
  test('no server listens there', async () => {
    const problem = await problemOf(changed((url) => void ((url.port = '1'), (url.password = SECRET))));
    expect(problem.code).toBe('database-unreachable');
    expect(problem.message).toContain('No PostgreSQL answers at 127.0.0.1:1 (ECONNREFUSED)');
    expect(problem.message).not.toContain(SECRET);
  });

  test('the host does not exist', async () => {
    const problem = await problemOf(changed((url) => void (url.hostname = 'nowhere.invalid')));
    expect(problem.code).toBe('database-unreachable');
  });

  test('the password is wrong', async () => {
    const problem = await problemOf(changed((url) => void (url.password = SECRET)));
    expect(problem.code).toBe('database-login-refused');
    expect(problem.message).toContain('does not let the user ungestatus log in');
    expect(problem.message).not.toContain(SECRET);
  });

  test('the database does not exist', async () => {
    const problem = await problemOf(changed((url) => void (url.pathname = '/elsewhere')));
    expect(problem.code).toBe('database-missing');
    expect(problem.message).toContain('has no database elsewhere');
  });

  test.each(['', 'localhost', `mysql://me:${SECRET}@localhost/x`, `postgres://me:${SECRET}@localhost`])(
    'it is not the address of a database: %s',
    (url) => {
      expect(() => getAddress(url)).toThrow(/^DATABASE_URL is not an address of a PostgreSQL database/);
      expect(() => getAddress(url)).not.toThrow(SECRET);
    },
  );

  test('the server is too old', () => {
    const old = { number: 170005, version: '17.5', encoding: 'UTF8' };
    expect(() => checkServer(old, getAddress(made.url))).toThrow('is version 17.5; Ungestatus needs 18 or later');
  });

  test('the database stores text in another encoding', async () => {
    await made.database.pool.query(`create database spec_latin1 encoding 'LATIN1' locale 'C' template template0`);
    const problem = await problemOf(changed((url) => void (url.pathname = '/spec_latin1')));
    expect(problem.code).toBe('wrong-database-encoding');
    expect(problem.message).toContain('LATIN1');
    await made.database.pool.query('drop database spec_latin1');
  });

  test('the user may not create tables', async () => {
    const name = new URL(made.url).pathname.slice(1);
    await made.database.pool.query(`create role "${name}_guest" login password 'guest'`);
    const url = changed((it) => void ((it.username = `${name}_guest`), (it.password = 'guest')));
    const database = await connectDatabase({ url, applicationName: 'spec' });
    const folder = temporaryFolder();
    const failure = migrate(database, { log: () => undefined, projectRoot: folder.path });
    await expect(failure).rejects.toMatchObject({ code: 'database-refused' });
    await folder.remove();
    await database.close();
    await made.database.pool.query(`drop role "${name}_guest"`);
  });
});

describe('a session that goes idle in a transaction', () => {
  test('is ended by the server, fails at its next statement, and neither the process nor the pool suffers', async () => {
    const own = await connectDatabase({ url: made.url, applicationName: 'idle', poolSize: 1, idleInTransactionMs: 50 });
    const client = await own.pool.connect();
    await client.query('begin');
    const watch = new Client({ connectionString: made.url });
    await watch.connect();
    const sessions = async (): Promise<number | null> =>
      (await watch.query(`select 1 from pg_stat_activity where application_name = 'idle'`)).rowCount;
    while ((await sessions()) !== 0) await pause(20);
    await expect(client.query('select 1')).rejects.toThrow();
    client.release(true);
    expect((await own.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await watch.end();
    await own.close();
  });
});
