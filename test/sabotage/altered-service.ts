import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { testDatabase } from '#libs/testing';
import { client, freePort } from '../service/running.ts';
import type { StoryService } from '../stories/service-story.ts';
import { type Alteration, spawnAltered } from './altered.ts';

export interface AlteredService extends StoryService {
  stop(): Promise<void>;
}

/** The whole service in its own process, run from altered sources: a proof that fails on it detects such a fault. */
export async function startAltered(
  alterations: readonly Alteration[],
  env: NodeJS.ProcessEnv = {},
): Promise<AlteredService> {
  const { url, database, drop } = await testDatabase();
  const { stop, lines: _lines, ...running } = await startAlteredOn(url, alterations, env);
  return { ...running, parts: { pool: database.pool }, stop: () => stop().then(drop) };
}

/**
 * Like `startAltered`, on a database that outlives the service.
 * @returns the service with its output, line by line
 */
export async function startAlteredOn(
  databaseUrl: string,
  alterations: readonly Alteration[],
  env: NodeJS.ProcessEnv = {},
) {
  const port = await freePort();
  const own = {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    SANDBOX_STORIES: 'off',
  };
  const child = spawnAltered(alterations, ['apps/cli/main.ts', 'start'], { LOG_LEVEL: 'fatal', ...own, ...env });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream as NodeJS.ReadableStream).on('line', (line) => lines.push(line));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url, lines);
  const stop = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  return { ...client(url), lines, stop };
}

async function untilReady(child: ChildProcess, url: string, lines: readonly string[]): Promise<void> {
  while (!(await fetch(`${url}/health/ready`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null)
      throw new Error(`the altered service ended with ${child.exitCode}: ${lines.join('\n')}`);
    await pause(50);
  }
}
