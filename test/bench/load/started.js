import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { treeSeconds } from '../protocol/processor-time.js';

const READY_MILLISECONDS = 60_000;

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(url) {
  // Any answer shows that it listens.
  return fetch(url).then(
    () => true,
    () => false,
  );
}

/** A service in a process of its own, started and answering. */
export async function started(program, { env, ready, nodeOptions = [] }) {
  const child = spawn(process.execPath, [...nodeOptions, ...program], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const until = performance.now() + READY_MILLISECONDS;
  while (!(await answers(ready))) {
    if (child.exitCode !== null) throw new Error(`${program[0]} ended with ${child.exitCode}`);
    if (performance.now() > until) throw new Error(`${program[0]} did not answer within a minute`);
    await pause(50);
  }
  return {
    pid: child.pid,
    seconds: () => treeSeconds(child.pid),
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
