import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './circumstances.js';

const LEFT_OUT = 77;
const JEST = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--testTimeout=3600000'];
const PROOFS = ['--config', 'jest-proofs.config.js'];

/** The runs, with entries of the same run joined. */
function runsOf(entries) {
  const runs = new Map();
  for (const entry of entries) {
    const key = JSON.stringify([entry.spec ?? entry.command, entry.long]);
    runs.set(key, [...(runs.get(key) ?? []), entry]);
  }
  return [...runs.values()];
}

function commandOf({ spec, command }) {
  return spec === undefined
    ? command
    : [process.execPath, ...JEST, ...(spec.endsWith('.proof.ts') ? PROOFS : []), spec];
}

/** The file that jest or bash gets; without it the entry cannot run. */
const fileOf = ({ spec, command }) => spec ?? command.find((word) => /\.(js|sh)$/.test(word));

const belongs = (line, { id, lines = [] }) =>
  [id, ...lines].some((name) => line === name || line.startsWith(`${name}-`) || line.startsWith(`${name} `));

function figureIn(text) {
  if (!text.startsWith('{"id"')) return undefined;
  try {
    const figure = JSON.parse(text);
    return typeof figure.pass === 'boolean' ? figure : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs one script with its output on the screen.
 * @returns the figures that it printed and its exit status
 */
async function runScript(entry, { short, say }) {
  const [program, ...args] = commandOf(entry);
  const env = { ...process.env, FIGURES_RUN: '1', ...(short ? {} : entry.long) };
  const child = spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => {
    child.on('error', () => done(1));
    child.on('close', (code) => done(code ?? 1));
  });
  const figures = [];
  for await (const text of createInterface(child.stdout)) {
    say(text);
    const figure = figureIn(text);
    if (figure !== undefined) figures.push(figure);
  }
  return { figures, status: await ended };
}

/** The outcome of an entry: its figures, and `left out`, `passed`, or the failure. */
function judge(entry, { figures, status }, { untimed }) {
  const { id, timed = [] } = entry;
  if (status === LEFT_OUT) return { id, figures: [], verdict: 'left out' };
  const own = figures.filter((figure) => belongs(figure.id, entry));
  const red = own.filter((figure) => !figure.pass && !(untimed && timed.includes(figure.id)));
  if (own.length === 0) return { id, figures: own, verdict: `printed no line for ${id}, exit ${status}` };
  if (red.length > 0) return { id, figures: own, verdict: `not reached: ${red.map((figure) => figure.id).join(', ')}` };
  // A script exits 1 if a figure is not reached, a speed included: a figure that is not judged explains that status.
  const explained = status === 0 || (status === 1 && own.some((figure) => !figure.pass));
  return { id, figures: own, verdict: explained ? 'passed' : `exit ${status}` };
}

/** Runs the entries one after the other; calls `keep` with the figures of each, `say` with every line. */
export async function runFigures(entries, options) {
  const { keep, say } = options;
  const outcomes = [];
  for (const run of runsOf(entries)) {
    const [entry] = run;
    const names = run.map(({ id }) => id).join(', ');
    const there = existsSync(resolve(ROOT, fileOf(entry) ?? ''));
    say(`\n=== ${names}: ${there ? commandOf(entry).at(-1) : `left out, there is no ${fileOf(entry)}`}`);
    const ran = there ? await runScript(entry, options) : { figures: [], status: LEFT_OUT };
    for (const one of run) {
      const outcome = judge(one, ran, options);
      outcomes.push(outcome);
      if (outcome.figures.length > 0 && !options.short) keep(one.id, outcome.figures);
    }
  }
  return outcomes;
}

/** 1 if any entry is red; 77 if no entry ran; else 0. */
export function exitStatus(outcomes) {
  if (outcomes.some(({ verdict }) => verdict !== 'passed' && verdict !== 'left out')) return 1;
  return outcomes.every(({ verdict }) => verdict === 'left out') ? LEFT_OUT : 0;
}

/** All outcomes in one table; entries left out are listed prominently. */
export function summary(outcomes) {
  const cells = outcomes.flatMap(({ figures }) =>
    figures.map(({ id, value, unit, reach, n, seed, pass }) => [
      id,
      `${value} ${unit}`,
      `reach ${reach ?? '-'}`,
      `N ${n}`,
      seed === null ? '' : `seed ${seed}`,
      pass ? 'reached' : 'NOT REACHED',
    ]),
  );
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const rows = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  const said = outcomes
    .filter(({ verdict }) => verdict !== 'passed')
    .map(({ id, verdict }) =>
      verdict === 'left out' ? `!!! ${id} WAS LEFT OUT: it proves nothing in this run` : `!!! ${id}: ${verdict}`,
    );
  return [...rows, ...said].join('\n');
}
