#!/usr/bin/env node
// npm run figures all figures, the long form, results in figures-results/{id}.json
// npm run figures -- R1 OULAD some of them
// --list lists them --short the short form, keeps no result
// --untimed prints speeds without judging them (a busy machine)
// --readme publishes the measured figures: docs/figures.json, the tables of docs/figures.md and README.md
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ROOT } from './circumstances.js';
import { publish } from './published-figures.js';
import { keep } from './report.js';
import { exitStatus, runFigures, summary } from './run-figures.js';
import { FIGURES } from './table.js';

function wantedOf(names) {
  const unknown = names.find((name) => !FIGURES.some(({ id }) => id === name.toUpperCase()));
  if (unknown !== undefined)
    throw new Error(`There is no figure ${unknown}. Choose from ${FIGURES.map(({ id }) => id).join(', ')}.`);
  return names.length === 0 ? FIGURES : FIGURES.filter(({ id }) => names.some((name) => name.toUpperCase() === id));
}

function list() {
  for (const { id, what, spec, command, long, minutes } of FIGURES) {
    const setting = Object.entries(long ?? {})
      .map(([name, value]) => `${name}=${value}`)
      .join(' ');
    console.log(
      `${id.padEnd(6)} ${what}\n` +
        `       ${spec ?? command.join(' ')}${setting === '' ? '' : `, long: ${setting}`}, about ${minutes} min`,
    );
  }
}

async function main() {
  const flag = { type: 'boolean', default: false };
  const { values, positionals } = parseArgs({
    options: { list: flag, short: flag, untimed: flag, readme: flag },
    allowPositionals: true,
  });
  const wanted = wantedOf(positionals);
  if (values.list) return list();
  if (values.readme) return console.log(publish());
  // The killed services run as their users start them: from the build output.
  const built = spawnSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('It does not build.');
  const outcomes = await runFigures(wanted, { ...values, keep, say: console.log });
  console.log(`\n${summary(outcomes)}`);
  process.exitCode = exitStatus(outcomes);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
