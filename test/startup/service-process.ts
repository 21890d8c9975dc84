import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { getProjectRoot } from '#libs/database';

export interface ServiceProcess {
  readonly pid: number;
  /** PostgreSQL's process and address, as the service printed it. */
  readonly server: { readonly pid: number; readonly url: string };
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Signals everything started from it, as a terminal does on Ctrl-C. */
  ctrlC(): Promise<void>;
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

async function ctrlC(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await gone;
}

/** Runs service.ts on a data folder, as the first of its own process group, and waits until it is up. */
export async function runService(dataDir: string): Promise<ServiceProcess> {
  const root = getProjectRoot();
  const loader = join(root, 'libs/testing/typescript.js');
  const args = ['--import', loader, join(root, 'test/startup/service.ts'), dataDir];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const server = JSON.parse(line) as ServiceProcess['server'];
  return { pid: child.pid ?? 0, server, end: (signal) => end(child, signal), ctrlC: () => ctrlC(child) };
}
