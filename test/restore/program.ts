import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { getProjectRoot } from '#libs/database';
import { KillableService } from '../crash/killable-service.ts';

/** Kept apart from every backup and every data folder, as operators must do. */
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');

/** The environment for an embedded PostgreSQL in this folder and no other database. */
const environment = (dataDir: string): NodeJS.ProcessEnv => ({
  DATABASE_URL: undefined,
  DATA_DIR: dataDir,
  UNGESTATUS_MASTER_KEY: MASTER_KEY,
});

export const serviceIn = (dataDir: string): Promise<KillableService> => KillableService.on('', environment(dataDir));

export interface Ran {
  readonly code: number | null;
  readonly said: string;
}

/** Runs the program as its users do. */
export function run(dataDir: string, ...args: readonly string[]): Promise<Ran> {
  const program = join(getProjectRoot(), 'bin/ungestatus.js');
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...environment(dataDir) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

/** @throws Error with the output of the program if it failed */
export async function mustRun(dataDir: string, ...args: readonly string[]): Promise<string> {
  const { code, said } = await run(dataDir, ...args);
  if (code !== 0) throw new Error(`ungestatus ${args.join(' ')} ended with ${code}: ${said}`);
  return said;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Destroys everything: kills the service, shuts its PostgreSQL down at once, deletes the data folder. */
export async function destroy(service: KillableService, dataDir: string): Promise<void> {
  await service.end('SIGKILL');
  await throwDown(dataDir);
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
}

/** PostgreSQL's immediate shutdown, for a cluster that is deleted next. */
export async function throwDown(dataDir: string): Promise<void> {
  const pid = postmasterOf(dataDir);
  if (pid === undefined) return;
  process.kill(pid, 'SIGQUIT');
  while (isRunning(pid)) await pause(20);
}

function postmasterOf(dataDir: string): number | undefined {
  try {
    return Number(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}
