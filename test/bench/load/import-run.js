import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PROGRAM = join(resolve(import.meta.dirname, '../../..'), 'bin/ungestatus.js');

/**
 * The peak memory of a process so far, MiB.
 * @returns undefined if the process is gone or there is no /proc
 */
function mostMemory(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
  } catch {
    return undefined;
  }
}

/** Runs `ungestatus import csv` while a service runs. Returns its output and its peak memory. */
export async function importRun({ file, profile, env }) {
  const child = spawn(process.execPath, [PROGRAM, 'import', 'csv', file, '--profile', profile], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const gone = once(child, 'exit').then(([code]) => code);
  let [over, most] = [false, 0];
  void gone.then(() => (over = true));
  while (!over) {
    most = Math.max(most, mostMemory(child.pid) ?? 0);
    await pause(200);
  }
  if ((await gone) !== 0) throw new Error(`the import ended with ${await gone}: ${said.slice(-500)}`);
  return { said: said.trim(), mostMemory: Math.round(most) };
}
