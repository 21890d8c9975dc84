import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { resolve } from 'node:path';
import { temporaryFolder } from '../product.js';
import { cleanClone } from '../load/clean-clone.js';
import { tokenOf } from '../load/our-service.js';
import { freePort } from '../load/started.js';
import { rounded } from '../protocol/statistics.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const WARM_STARTS = 3;
const PATIENCE_MILLISECONDS = 600_000;

/**
 * The README's first question: which persons need a call in municipality 0751.
 * @returns undefined if it is not answered
 */
async function firstQuestion(base) {
  try {
    const token = await tokenOf(base, 'adviser-0751');
    const answer = await fetch(`${base}/v1/cases?municipality=0751`, { headers: { authorization: `Bearer ${token}` } });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Starts by `npm start` and asks until the question is answered with its case.
 * @returns the seconds until then
 */
async function startAndAsk(folder, dataDir) {
  const port = await freePort();
  const started = performance.now();
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'fatal' };
  delete env.DATABASE_URL;
  const child = spawn('npm', ['start', '--silent'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const gone = once(child, 'exit');
  try {
    for (;;) {
      const answer = await firstQuestion(`http://127.0.0.1:${port}`);
      if (answer?.cases?.length === 1) return (performance.now() - started) / 1_000;
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
      if (performance.now() - started > PATIENCE_MILLISECONDS)
        throw new Error('the first question was not answered within ten minutes');
      await pause(50);
    }
  } finally {
    // Signals npm and the service below it, as Ctrl-C in a terminal does.
    if (child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    await gone;
  }
}

function install(folder) {
  const started = performance.now();
  const { status } = spawnSync('npm', ['ci', '--silent'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('npm ci failed in the clean clone');
  return (performance.now() - started) / 1_000;
}

/**
 * P10: from a clean clone to the first answered question by the README's commands, and from a second start to the same.
 */
export async function starting({ seed, short, say }) {
  const folder = temporaryFolder();
  const figures = [];
  try {
    const clone = short ? undefined : cleanClone(folder.path);
    const at = clone ?? ROOT;
    const installed = clone === undefined ? null : install(clone);
    const first = await startAndAsk(at, `${folder.path}/data`);
    const warm = [];
    for (let start = 0; start < (short ? 1 : WARM_STARTS); start += 1)
      warm.push(await startAndAsk(at, `${folder.path}/data`));
    say(
      `  install ${rounded(installed)} s, first start ${rounded(first)} s, ` +
        `warm starts ${warm.map(rounded).join(', ')} s`,
    );
    if (installed !== null)
      figures.push({
        id: 'P10-clean',
        value: rounded(installed + first),
        unit: 's',
        n: 1,
        seed,
        reach: 180,
        pass: installed + first <= 180,
      });
    const slowest = rounded(Math.max(...warm));
    figures.push({
      id: 'P10-warm',
      value: slowest,
      unit: 's',
      n: warm.length,
      seed,
      reach: 5,
      pass: short || slowest <= 5,
    });
    return { figures, details: { installed, first, warm } };
  } finally {
    await folder.remove();
  }
}
