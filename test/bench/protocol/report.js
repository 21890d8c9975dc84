import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const CONTENDERS = [
  '@event-driven-io/emmett-postgresql',
  '@event-driven-io/emmett',
  '@event-driven-io/pongo',
  '@castore/core',
  '@castore/event-storage-adapter-postgres',
  '@eventide/message-db',
  '@nestjs/core',
  '@nestjs/platform-express',
  'typeorm',
  'class-validator',
  'pg',
];

function commit() {
  try {
    const git = (...args) =>
      execFileSync('git', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
        .toString()
        .trim();
    return `${git('rev-parse', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
  } catch {
    return null;
  }
}

function versions() {
  const of = (name) =>
    JSON.parse(readFileSync(join(import.meta.dirname, '../node_modules', name, 'package.json'), 'utf8')).version;
  return { node: process.version, ...Object.fromEntries(CONTENDERS.map((name) => [name, of(name)])) };
}

/** The machine and the versions of a measurement. */
export function circumstances(server, { seed, short, scale }) {
  const machine = {
    cpu: cpus()[0]?.model ?? null,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: platform(),
    arch: arch(),
  };
  return {
    date: new Date().toISOString(),
    commit: commit(),
    seed,
    short,
    scale,
    machine,
    versions: versions(),
    postgres: server.settings,
  };
}

/** A table of the contenders' rates for the reader of the terminal. */
export function printSummary(title, unit, rows) {
  console.log(`\n${title} (${unit}, median of the passes with least and most; processor seconds per 1,000)`);
  for (const { contender, rate, clientSecondsPerThousand, serverSecondsPerThousand } of rows) {
    const numbers = `${String(rate.median).padStart(8)} [${rate.min} .. ${rate.max}]`.padEnd(34);
    console.log(
      `  ${contender.padEnd(28)} ${numbers} client ${clientSecondsPerThousand}  server ${serverSecondsPerThousand}`,
    );
  }
}

/** Prints one JSON line per figure; writes the same with its passes to bench-results/{id}.json. */
export function writeFigure(id, about, { figures, ...details }) {
  const folder = process.env.BENCH_RESULTS ?? join(ROOT, 'bench-results');
  mkdirSync(folder, { recursive: true });
  for (const figure of figures) console.log(JSON.stringify(figure));
  writeFileSync(join(folder, `${id}.json`), `${JSON.stringify({ id, ...about, figures, ...details }, null, 2)}\n`);
}

/** Prints all figures of the run in one table. */
export function printFigures(figures, { short }) {
  // The short form verifies results and does not judge times, so its numbers are not published.
  const verdict = ({ pass, reach }) =>
    short ? (pass ? 'verified' : 'WRONG') : pass ? (reach === null ? 'told' : 'reached') : 'NOT REACHED';
  const cells = figures.map((figure) => [
    figure.id,
    String(figure.value),
    figure.unit,
    `reach ${figure.reach ?? '-'}`,
    `n ${figure.n}`,
    verdict(figure),
  ]);
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  console.log('');
  for (const row of cells) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  '));
}
