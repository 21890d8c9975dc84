import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { freePort } from '../service/running.ts';

const PROGRAM = join(getProjectRoot(), 'bin/ungestatus.js');
let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 2 });
});
afterAll(() => opened.drop());

const environment = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: opened.url,
  UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  PORT: '0',
  ...more,
});

/** Starts the program and waits for its end. */
async function ended(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: environment(more),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

describe('a start that cannot listen names the wrong variable and a value to use:', () => {
  test.each([
    ['not-a-host', /HOST is "not-a-host", and this machine cannot listen there .*127\.0\.0\.1/],
    ['203.0.113.7', /HOST is "203\.0\.113\.7", and this machine cannot listen there .*0\.0\.0\.0/],
  ])('HOST=%s', async (host, sentence) => {
    const { code, said } = await ended(['start'], { HOST: host });
    expect(said).toMatch(sentence);
    expect(said).not.toContain('taken');
    expect(said).not.toContain('    at ');
    expect(code).toBe(1);
  });
});

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(getProjectRoot(), 'package.json'), 'utf8')) as { version: string };
  expect(await ended(['--version'])).toEqual({ code: 0, said: `${version}\n` });
});

test('the service goes on, and stops properly, after the reader of its output went away', async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = environment({ PORT: new URL(url).port });
  const child = spawn(process.execPath, [PROGRAM, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  try {
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stderr.destroy();
    await answers(`${url}/health/ready`);
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const status = await fetch(url, { headers: { connection: 'close' } }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await pause(100);
  }
  throw new Error(`${url} did not answer`);
}
