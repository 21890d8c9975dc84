import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { emptyDatabase, temporaryFolder } from '#libs/testing';
import { KillableService } from '../crash/killable-service.ts';
import { client } from '../service/running.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';

const data = temporaryFolder();
const moved = temporaryFolder();
let own: Awaited<ReturnType<typeof emptyDatabase>>;
beforeAll(async () => {
  own = await emptyDatabase();
});
afterAll(async () => {
  await own.drop();
  for (const folder of [data, moved]) await folder.remove();
});

/** Runs the program as its users do. */
function run(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(getProjectRoot(), 'bin/ungestatus.js'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

test('a sandbox moves from its embedded PostgreSQL to a server of one’s own by backup, restore and DATABASE_URL', async () => {
  const before = await KillableService.on('', {
    DATABASE_URL: undefined,
    DATA_DIR: data.path,
    UNGESTATUS_MASTER_KEY: undefined,
  });
  await before.start();
  const cpr = syntheticNumber('2009-10-12', 7);
  const told = await client(before.url).report(
    'cpr',
    cloudEvent('residence-changed', {
      reporter: 'cpr',
      cpr,
      time: '2026-01-05T08:00:00Z',
      data: { municipality: '0751', from: '2026-01-05' },
    }),
  );
  expect(told.status).toBe(202);
  const receipt = `/v1/receipts/${(told.body as { receiptId: string }).receiptId}`;
  const embedded = { DATABASE_URL: undefined, DATA_DIR: data.path, UNGESTATUS_MASTER_KEY: undefined };
  expect(await run(embedded, 'backup', join(moved.path, 'backup'))).toMatchObject({ code: 0 });
  await before.end('SIGTERM');

  const key = (await readFile(join(data.path, 'master.key'), 'utf8')).trim();
  const elsewhere = { DATABASE_URL: own.url, DATA_DIR: undefined, UNGESTATUS_MASTER_KEY: key };
  expect(await run(elsewhere, 'restore', join(moved.path, 'backup'))).toMatchObject({ code: 0 });
  const after = await KillableService.on(own.url, { DATA_DIR: undefined, UNGESTATUS_MASTER_KEY: key });
  await after.start();
  const answer = await client(after.url).get(receipt, 'cpr');
  expect([answer.status, (answer.body as { outcome: string }).outcome]).toEqual([200, 'accepted']);
  await after.end('SIGTERM');
}, 300_000);
