import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Embedded, getProjectRoot, startEmbedded } from '#libs/database';
import { emptyDatabase, temporaryFolder, testServerUrl } from '#libs/testing';
import { runService } from './service-process.ts';
import { findOwner } from '../../libs/database/data-owner.ts';

const folder = temporaryFolder();
const dataDir = join(folder.path, 'data');
const pidFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');

afterAll(() => folder.remove());

function start(lines: string[] = []): Promise<Embedded> {
  return startEmbedded({ dataDir, projectRoot: getProjectRoot(), log: (line) => void lines.push(line), quick: true });
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const KEPT = 'select word from kept';

beforeAll(async () => {
  const server = await start();
  await ask(server.url, `create table kept (word text); insert into kept values ('still here')`);
  await server.stop();
});

describe('a start on existing data', () => {
  test('keeps rows, port and password', async () => {
    const first = await start();
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, KEPT)).toEqual([{ word: 'still here' }]);
    await second.stop();
    expect(existsSync(pidFile)).toBe(false);
  });

  test('takes another port if the remembered one is taken', async () => {
    const portFile = join(dataDir, 'postgres', 'port');
    const taken = new URL(testServerUrl()).port;
    writeFileSync(portFile, taken);
    const server = await start();
    expect(new URL(server.url).port).not.toBe(taken);
    expect(await ask(server.url, KEPT)).toEqual([{ word: 'still here' }]);
    await server.stop();
  });

  test('is not blocked by the postmaster.pid of a PostgreSQL that is gone, even if its process id is in use elsewhere', async () => {
    const other = await emptyDatabase({ poolSize: 1 });
    // A living process of PostgreSQL's own user: PostgreSQL itself would trust the file and not start.
    const { rows } = await other.database.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    for (const pid of [4_000_000, process.pid, rows[0]?.pid]) {
      writeFileSync(pidFile, `${pid}\n${dataDir}\n1700000000\n5432\n\n127.0.0.1\n\nready\n`);
      const server = await start();
      expect(server.adopted).toBe(false);
      expect(await ask(server.url, KEPT)).toEqual([{ word: 'still here' }]);
      await server.stop();
    }
    await other.drop();
  });

  test('listens on this machine only, by password only, and ends idle transactions', async () => {
    const server = await start();
    const settings = await ask(
      server.url,
      `select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories', 'fsync',
       'synchronous_commit', 'idle_in_transaction_session_timeout', 'server_encoding', 'max_connections') order by 1`,
    );
    expect(settings).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'idle_in_transaction_session_timeout', setting: '10000' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'max_connections', setting: '100' },
      { name: 'server_encoding', setting: 'UTF8' },
      { name: 'synchronous_commit', setting: 'on' },
      { name: 'unix_socket_directories', setting: '' },
    ]);
    const url = new URL(server.url);
    url.password = 'guessed';
    await expect(ask(url.href, KEPT)).rejects.toThrow('password authentication failed');
    await server.stop();
  });
});

describe('after kill -9', () => {
  test('of the service, PostgreSQL lives on, is adopted, and is stopped by the new owner', async () => {
    const service = await runService(dataDir);
    await ask(service.server.url, `insert into kept values ('from before the kill')`);
    await service.end('SIGKILL');
    const lines: string[] = [];
    const server = await start(lines);
    expect(server).toMatchObject({ adopted: true, pid: service.server.pid, url: service.server.url });
    expect(lines).toEqual([`PostgreSQL was still running (process ${service.server.pid}) and is used again.`]);
    expect(await ask(server.url, KEPT)).toContainEqual({ word: 'from before the kill' });
    await server.stop();
    await expect(ask(server.url, KEPT)).rejects.toThrow('ECONNREFUSED');
    expect(findOwner(dataDir)).toBeUndefined();
  });

  test('of service and PostgreSQL together, the next start recovers what was committed', async () => {
    const service = await runService(dataDir);
    await ask(service.server.url, `insert into kept values ('committed')`);
    process.kill(service.server.pid, 'SIGKILL');
    await service.end('SIGKILL');
    expect(existsSync(pidFile)).toBe(true);
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await ask(server.url, KEPT)).toContainEqual({ word: 'committed' });
    await server.stop();
  });
});

describe('Ctrl-C', () => {
  test('does not reach PostgreSQL: the service uses it while it drains and then stops it', async () => {
    const service = await runService(dataDir);
    await service.ctrlC();
    expect(await ask(service.server.url, KEPT)).toContainEqual({ word: 'still here' });
    const server = await start();
    expect(server.adopted).toBe(true);
    await server.stop();
    await server.stop();
  });
});

describe('two services on one data folder', () => {
  test('the second one is refused with the process of the first one named, which goes on', async () => {
    const service = await runService(dataDir);
    await expect(start()).rejects.toMatchObject({
      code: 'data-folder-in-use',
      message: expect.stringContaining(`in use by another Ungestatus, process ${service.pid}, since`),
    });
    expect(await ask(service.server.url, KEPT)).toContainEqual({ word: 'still here' });
    await service.end('SIGTERM');
    expect(existsSync(pidFile)).toBe(false);
  });

  test('an owner file whose process id belongs to another program does not count', async () => {
    const ownerFile = join(dataDir, 'owner.json');
    writeFileSync(ownerFile, JSON.stringify({ pid: process.ppid, mark: 'started at another time', since: 'then' }));
    const server = await start();
    expect(JSON.parse(readFileSync(ownerFile, 'utf8'))).toMatchObject({ pid: process.pid });
    await expect(start()).rejects.toMatchObject({ code: 'data-folder-in-use' });
    await server.stop();
  });
});
