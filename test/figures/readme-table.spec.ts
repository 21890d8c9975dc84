import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { temporaryFolder } from '#libs/testing';
import { newest, publish, PUBLISHED, type PublishedLine, type Run, shownIn, table } from './readme-table.js';

const ROOT = getProjectRoot();
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

test('README shows exactly the figures that docs/figures.json keeps (npm run figures -- --readme)', () => {
  const published = join(ROOT, PUBLISHED);
  const shown = shownIn(readme);
  // Before the first publication the table is by hand.
  const expected = existsSync(published)
    ? table(JSON.parse(readFileSync(published, 'utf8')) as PublishedLine[])
    : shown;
  expect(shown).toBeDefined();
  expect(shown).toBe(expected);
});

const figure = (id: string, value: number) => ({
  id,
  value,
  unit: 'things',
  n: 20_000,
  seed: 7,
  reach: 0,
  pass: value === 0,
});
const run = (id: string, date: string, values: Record<string, number>): Run => ({
  id,
  date,
  commit: '0123456789abcdef with changes',
  machine: { cpu: 'A', cores: 2 },
  versions: { node: 'v20.19.0' },
  figures: Object.entries(values).map(([name, value]) => figure(name, value)),
});

const folder = temporaryFolder();
afterAll(() => folder.remove());
mkdirSync(join(folder.path, 'figures-results'));
mkdirSync(join(folder.path, 'bench-results'));
mkdirSync(join(folder.path, 'docs'));
const put = (path: string, content: object): void => writeFileSync(join(folder.path, path), JSON.stringify(content));
const marked =
  readme.slice(0, readme.indexOf('<!-- figures')) +
  readme.slice(readme.indexOf('<!-- figures')).replace(/-->[^]*<!-- end/, '-->\nby hand\n<!-- end');

describe('publishing', () => {
  test('takes both results folders, the newest run of a figure, and nothing of a short or smaller run', () => {
    writeFileSync(join(folder.path, 'README.md'), marked);
    put('figures-results/R10.json', run('R10', '2026-11-22T10:00:00Z', { R10: 0 }));
    put('figures-results/R9.json', run('R9', '2026-11-22T10:00:00Z', { R9: 0 }));
    put('bench-results/P4.json', { ...run('P4', '2026-11-22T10:00:00Z', { P4: 0 }), passes: [1, 2, 3] });
    put('bench-results/P5.json', { ...run('P5', '2026-11-22T10:00:00Z', { P5: 0 }), short: true });
    put('bench-results/P6.json', { ...run('P6', '2026-11-22T10:00:00Z', { P6: 0 }), scale: 0.1 });
    put('bench-results/P7.json', { ...run('P7', '2026-11-22T10:00:00Z', { P7: 0 }), scale: 1 });
    publish(folder.path);
    const lines = JSON.parse(readFileSync(join(folder.path, PUBLISHED), 'utf8')) as PublishedLine[];
    expect(lines.map(({ id }) => id)).toEqual(['P4', 'P7', 'R9', 'R10']);
    expect(shownIn(readFileSync(join(folder.path, 'README.md'), 'utf8'))).toBe(table(lines));
  });

  test('keeps what was published where nothing newer was measured', () => {
    put('figures-results/R9.json', run('R9', '2026-11-23T10:00:00Z', { R9: 4 }));
    put('figures-results/R10.json', run('R10', '2026-11-21T10:00:00Z', { R10: 9 }));
    publish(folder.path);
    const shown = shownIn(readFileSync(join(folder.path, 'README.md'), 'utf8')) ?? '';
    expect(shown).toMatch(
      /^\| R9 \| .* \| 4 things \(\*\*not reached\*\*\) \| 0 \| 20,000 \| 7 \| 2026-11-23 \| 0123456\+ \|$/m,
    );
    expect(shown).toMatch(/^\| R10 \| .* \| 0 things \| 0 \| 20,000 \| 7 \| 2026-11-22 \|/m);
  });

  test('sabotage: one value altered by hand is not what the file says', () => {
    const lines = newest([run('R9', '2026-11-22T10:00:00Z', { R9: 4 })]);
    expect(table(lines).replace('4 things', '0 things')).not.toBe(table(lines));
  });
});
