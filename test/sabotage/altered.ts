import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { getProjectRoot } from '#libs/database';
import { testDatabase } from '#libs/testing';
import { client, freePort } from '../service/running.ts';
import type { ToldService } from '../stories/telling.ts';

/** A few words of a source file as somebody careless might have written them. They must stand in the file exactly once. */
export interface Alteration {
  /** From the project's root. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface AlteredService extends ToldService {
  stop(): Promise<void>;
}

/** The whole service in a process of its own, run from altered sources: what a proof says of it is what it says of such a fault. */
export async function startAltered(alterations: readonly Alteration[], env: NodeJS.ProcessEnv = {}): Promise<AlteredService> {
  const { url, database, drop } = await testDatabase();
  const { stop, lines: _lines, ...running } = await startAlteredOn(url, alterations, env);
  return { ...running, parts: { pool: database.pool }, stop: () => stop().then(drop) };
}

/** The same on a database that outlives it. @returns beside the service what it wrote, line by line */
export async function startAlteredOn(databaseUrl: string, alterations: readonly Alteration[], env: NodeJS.ProcessEnv = {}) {
  const port = await freePort();
  const own = { DATABASE_URL: databaseUrl, PORT: String(port), UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), SANDBOX_STORIES: 'off' };
  const child = spawnAltered(alterations, ['apps/cli/main.ts', 'start'], { LOG_LEVEL: 'fatal', ...own, ...env });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) createInterface(stream as NodeJS.ReadableStream).on('line', (line) => lines.push(line));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url, lines);
  const stop = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  return { ...client(url), lines, stop };
}

/** Runs a script on altered sources to its end. @returns what it wrote, read as JSON */
export async function runAltered<T>(alterations: readonly Alteration[], [script, ...args]: readonly [script: string, ...args: string[]]): Promise<T> {
  const child = spawnAltered(alterations, [script, ...args], {});
  const [written, complaint] = await Promise.all([child.stdout, child.stderr].map((stream) => text(stream as NodeJS.ReadableStream)).concat(once(child, 'exit').then(() => '')));
  if (child.exitCode !== 0) throw new Error(`${script} ended with ${child.exitCode}: ${complaint}`);
  return JSON.parse(written ?? '') as T;
}

function spawnAltered(alterations: readonly Alteration[], [script, ...args]: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const root = getProjectRoot();
  const preloaded = ['libs/testing/typescript.js', 'test/sabotage/altered.js'].flatMap((file) => ['--import', join(root, file)]);
  const given = { ...process.env, ...env, ALTERATIONS: JSON.stringify(alterations) };
  return spawn(process.execPath, [...preloaded, join(root, script ?? ''), ...args], { cwd: root, env: given, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function untilReady(child: ChildProcess, url: string, lines: readonly string[]): Promise<void> {
  while (!(await fetch(`${url}/health/ready`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null) throw new Error(`the altered service ended with ${child.exitCode}: ${lines.join('\n')}`);
    await pause(50);
  }
}
