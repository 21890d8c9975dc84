import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { getProjectRoot } from '#libs/database';
import { testDatabase } from '#libs/testing';
import { client, freePort, type RunningService } from '../service/running.ts';

/** The service in a process of its own, so that its cost is not mixed up with the cost of its callers. */
export interface OwnProcess extends Pick<RunningService, 'url' | 'token' | 'get' | 'send' | 'report' | 'setClock'> {
  readonly meter: Meter;
  stop(): Promise<void>;
}

/** The resources that a process has used so far. */
export interface Meter {
  /** Processor time, which does not depend on the other load of the machine; milliseconds. */
  readonly processor: () => number;
  /** Resident memory; MiB. */
  readonly memory: () => number;
}

export async function startInOwnProcess(env: NodeJS.ProcessEnv = {}): Promise<OwnProcess> {
  const { url: databaseUrl, drop } = await testDatabase();
  const port = await freePort();
  const own = {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'fatal',
  };
  const program = join(getProjectRoot(), 'bin/ungestatus.js');
  const child = spawn(process.execPath, [program, 'start'], {
    env: { ...process.env, ...own, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url);
  const stop = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
    await drop();
  };
  return { ...client(url), meter: meterOf(child.pid ?? 0), stop };
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  while (!(await fetch(`${url}/health/ready`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
    await pause(50);
  }
}

const TICK_MS = 10;

/** Reads the kernel's own figures. */
function meterOf(pid: number): Meter {
  const fields = (): string[] =>
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
  return {
    processor: () => (Number(fields()[11]) + Number(fields()[12])) * TICK_MS,
    memory: () => (Number(fields()[21]) * 4096) / 1024 / 1024,
  };
}
