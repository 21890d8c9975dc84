#!/usr/bin/env node
// The benchmark suite: npm run bench [-- P4 P6] [-- --short] [-- --seed 1 --passes 6 --scale 1]. See README.md in this
// folder.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const FIGURES = {
  P1: ['./figures/p01-append.js', 'append'],
  P2: ['./figures/p02-peers.js', 'peers'],
  P3: ['./figures/p03-fire.js', 'fire'],
  P4: ['./figures/p04-rebuild.js', 'rebuilding'],
  P5: ['./figures/p05-visible.js', 'visible'],
  P6: ['./figures/p06-intake.js', 'intake'],
  P7: ['./figures/p07-status.js', 'status'],
  P8: ['./figures/p08-growth.js', 'growth'],
  P9: ['./figures/p09-import.js', 'importing'],
  P10: ['./figures/p10-start.js', 'starting'],
  P19: ['./figures/p19-looks.js', 'looking'],
  P20: ['./figures/p20-flood.js', 'flooded'],
  P21: ['./figures/p21-receipts.js', 'receipts'],
  P22: ['./figures/p22-look-up.js', 'lookingUp'],
  CROWD: ['./figures/crowd.js', 'crowded'],
};

function readArguments() {
  const text = (value) => ({ type: 'string', default: value });
  const options = {
    short: { type: 'boolean', default: false },
    seed: text('1'),
    passes: text('6'),
    scale: text('1'),
    flying: text('8'),
  };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const wanted = positionals.length > 0 ? positionals.map((id) => id.toUpperCase()) : Object.keys(FIGURES);
  const unknown = wanted.find((id) => FIGURES[id] === undefined);
  if (unknown !== undefined)
    throw new Error(`There is no figure ${unknown}. Choose from ${Object.keys(FIGURES).join(', ')}.`);
  const { short } = values;
  return {
    wanted,
    short,
    seed: Number(values.seed),
    passes: short ? 2 : Number(values.passes),
    scale: Number(values.scale),
    flying: Number(values.flying),
  };
}

/** Installs the contenders, which are no dependency of the product, before a race. */
function fetchContenders() {
  if (existsSync(join(import.meta.dirname, 'node_modules'))) return;
  console.log('The contenders are not installed yet: npm ci --prefix test/bench');
  const { status } = spawnSync('npm', ['ci', '--prefix', import.meta.dirname], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The contenders could not be installed; npm says why above.');
}

async function main() {
  const given = readArguments();
  fetchContenders();
  const { startServer } = await import('./protocol/server.js');
  const { circumstances, printFigures, writeFigure } = await import('./protocol/report.js');
  const say = (line) => console.log(line);
  const server = await startServer(say);
  const about = circumstances(server, given);
  console.log(
    `PostgreSQL ${Object.entries(about.postgres)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}`,
  );
  console.log(
    `${about.machine.cpu}, ${about.machine.cores} cores, ${about.machine.memoryGiB} GiB; ` +
      `node ${process.version}; seed ${given.seed}; commit ${about.commit}`,
  );
  const all = [];
  // Removes PostgreSQL and the folder on Ctrl-C; the running figure fails with them.
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void server.stop().finally(() => process.exit(130)));
  try {
    for (const id of given.wanted) {
      console.log(`\n=== ${id}`);
      const [file, name] = FIGURES[id];
      const figure = await (await import(file))[name]({ server, say, ...given });
      writeFigure(id, about, figure);
      all.push(...figure.figures);
    }
  } finally {
    await server.stop();
  }
  printFigures(all, given);
  process.exitCode = all.every(({ pass }) => pass) ? 0 : 1;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
