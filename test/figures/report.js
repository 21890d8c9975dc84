import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

function commit() {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();
  } catch {
    return null;
  }
}

/** One line per figure on the screen, the same with its circumstances in figures-results/{name}.json. */
export function report(name, figures) {
  for (const figure of figures) console.log(JSON.stringify(figure));
  const machine = { cpu: cpus()[0]?.model ?? null, cores: cpus().length, platform: platform(), arch: arch() };
  const folder = process.env.FIGURES_RESULTS ?? join(ROOT, 'figures-results');
  mkdirSync(folder, { recursive: true });
  const circumstances = { date: new Date().toISOString(), commit: commit(), node: process.version, machine };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ ...circumstances, figures }, null, 2)}\n`);
}
