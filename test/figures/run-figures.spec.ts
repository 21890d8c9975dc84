import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { temporaryFolder } from '#libs/testing';
import { type Entry, exitStatus, type FigureLine, type Outcome, runFigures, summary } from './run-figures.js';
import { FIGURES } from './table.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const line = (id: string, pass = true): FigureLine => ({ id, value: 1, unit: 'things', n: 2, seed: 3, reach: 0, pass });

/** An entry whose script prints the figures and ends with the status. */
function entry(id: string, figures: readonly FigureLine[], status = 0, more: Partial<Entry> = {}): Entry {
  const file = join(folder.path, `${id}-${status}-${figures.length}.js`);
  const printed = figures.map((figure) => `console.log(${JSON.stringify(JSON.stringify(figure))});`).join('\n');
  writeFileSync(file, `console.log('told in words');\n${printed}\nprocess.exit(${status});\n`);
  return { id, what: id, command: [process.execPath, file], minutes: 0, ...more };
}

interface Ran {
  readonly outcomes: readonly Outcome[];
  readonly kept: Readonly<Record<string, readonly FigureLine[]>>;
  readonly said: readonly string[];
  readonly status: number;
}

async function run(entries: readonly Entry[], options: { short?: boolean; untimed?: boolean } = {}): Promise<Ran> {
  const kept: Record<string, readonly FigureLine[]> = {};
  const said: string[] = [];
  const outcomes = await runFigures(entries, {
    ...options,
    say: (text) => void said.push(text),
    keep: (id, figures) => void (kept[id] = figures),
  });
  return { outcomes, kept, said, status: exitStatus(outcomes) };
}

describe('npm run figures', () => {
  test('keeps what each script printed, and is green if all figures were reached', async () => {
    const { kept, said, status } = await run([entry('A1', [line('A1'), line('A1-more')]), entry('A2', [line('A2')])]);
    expect(said).toContain('told in words');
    expect(kept).toEqual({ A1: [line('A1'), line('A1-more')], A2: [line('A2')] });
    expect(status).toBe(0);
  });

  test('runs a script once that prints several figures, and gives each entry its own', async () => {
    const one = entry('B1', [line('B1'), line('B2')]);
    const { kept, outcomes } = await run([one, { ...one, id: 'B2' }]);
    expect(kept).toEqual({ B1: [line('B1')], B2: [line('B2')] });
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
  });

  test.each<[string, Entry]>([
    ['a figure that was not reached, whatever the exit', entry('C1', [line('C1'), line('C1-b', false)])],
    ['a script that fails although its figures pass', entry('C2', [line('C2')], 1)],
    ['a script that prints no figure', entry('C3', [])],
    ['a script that prints another figure', entry('C4', [line('C40')])],
  ])('is red on %s', async (_what, red) => {
    const { status, outcomes } = await run([entry('C0', [line('C0')]), red]);
    expect(status).toBe(1);
    expect(summary(outcomes)).toContain(`!!! ${red.id}: `);
  });

  test('leaves out a script that exits 77 or does not exist, with a notice; alone, that is 77 and no success', async () => {
    const missing: Entry = { id: 'D2', what: '', spec: 'test/figures/not-there.spec.ts', minutes: 0 };
    const { outcomes, status } = await run([entry('D1', [], 77), missing]);
    expect([status, summary(outcomes).match(/!!! D\d WAS LEFT OUT/g)]).toEqual([
      77,
      ['!!! D1 WAS LEFT OUT', '!!! D2 WAS LEFT OUT'],
    ]);
    expect((await run([entry('D1', [], 77), entry('D3', [line('D3')])])).status).toBe(0);
  });

  test('does not judge a speed with --untimed, and keeps no result of a short run', async () => {
    const slow = entry('E1', [line('E1'), line('E1-speed', false)], 0, { timed: ['E1-speed'] });
    expect((await run([slow])).status).toBe(1);
    expect((await run([slow], { untimed: true })).status).toBe(0);
    expect((await run([slow], { untimed: true, short: true })).kept).toEqual({});
    const slowAndSaysSo = entry('E2', [line('E2'), line('E2-speed', false)], 1, { timed: ['E2-speed'] });
    expect((await run([slowAndSaysSo], { untimed: true })).status).toBe(0);
    expect(
      (await run([entry('E3', [line('E3'), line('E3-speed')], 1, { timed: ['E3-speed'] })], { untimed: true })).status,
    ).toBe(1);
    expect(
      (await run([entry('E4', [line('E4', false), line('E4-speed')], 1, { timed: ['E4-speed'] })], { untimed: true }))
        .status,
    ).toBe(1);
  });
});

test('every spec that the table of figures names for this folder, crash and startup exists', () => {
  const named = FIGURES.flatMap(({ spec }) => (spec === undefined ? [] : [spec]));
  expect(
    named.filter(
      (spec) => /^test\/(crash|startup|door|oracle)\//.test(spec) && !existsSync(join(getProjectRoot(), spec)),
    ),
  ).toEqual([]);
  expect(named.length).toBeGreaterThan(10);
});
