import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { temporaryFolder } from '#libs/testing';
import { IN_README, newest, PAGE, pageTable, publish } from './published-figures.js';
import { PUBLISHED, type PublishedLine, readmeTable, type Run, shownIn } from './published-figures.js';

const ROOT = getProjectRoot();
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the published figures (npm run figures -- --readme)', () => {
  const lines = JSON.parse(textOf(PUBLISHED)) as PublishedLine[];

  test('are all in docs/figures.md as docs/figures.json has them', () => {
    expect(shownIn(textOf(PAGE))).toBe(pageTable(lines));
  });

  test('of the README are the chosen ones, and each was published', () => {
    expect(shownIn(textOf('README.md'))).toBe(readmeTable(lines));
    expect(IN_README.filter((id) => !lines.some((line) => line.id === id))).toEqual([]);
  });
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
  '# Page\n<!-- figures: written by npm run figures -- --readme -->\nby hand\n<!-- end of figures -->\nAfter\n';
const shown = (path: string): string => shownIn(readFileSync(join(folder.path, path), 'utf8')) ?? '';

describe('publishing', () => {
  test('takes both results folders, the newest run of a figure, and no short or smaller run', () => {
    for (const page of ['README.md', PAGE]) writeFileSync(join(folder.path, page), marked);
    writeFileSync(join(folder.path, 'docs/figures.json'), '[]');
    put('figures-results/R10.json', run('R10', '2026-11-22T10:00:00Z', { R10: 0 }));
    put('figures-results/R9.json', run('R9', '2026-11-22T10:00:00Z', { R9: 0 }));
    put('bench-results/P4.json', { ...run('P4', '2026-11-22T10:00:00Z', { P4: 0 }), passes: [1, 2, 3] });
    put('bench-results/P5.json', { ...run('P5', '2026-11-22T10:00:00Z', { P5: 0 }), short: true });
    put('bench-results/P6.json', { ...run('P6', '2026-11-22T10:00:00Z', { P6: 0 }), scale: 0.1 });
    put('bench-results/P7.json', { ...run('P7', '2026-11-22T10:00:00Z', { P7: 0 }), scale: 1 });
    publish(folder.path);
    const lines = JSON.parse(readFileSync(join(folder.path, PUBLISHED), 'utf8')) as PublishedLine[];
    expect(lines.map(({ id }) => id)).toEqual(['P4', 'P7', 'R9', 'R10']);
    expect(shown(PAGE)).toBe(pageTable(lines));
    expect(shown('README.md')).toBe(readmeTable(lines));
    expect(readFileSync(join(folder.path, 'README.md'), 'utf8')).toMatch(/^# Page\n[^]*\nAfter\n$/);
  });

  test('keeps the published line of a figure without a newer run', () => {
    put('figures-results/R9.json', run('R9', '2026-11-23T10:00:00Z', { R9: 4 }));
    put('figures-results/R10.json', run('R10', '2026-11-21T10:00:00Z', { R10: 9 }));
    publish(folder.path);
    const page = shown(PAGE);
    expect(page).toMatch(
      /^\| R9 \| .* \| 4 things \(\*\*not reached\*\*\) \| 0 \| 20,000 \| 7 \| 2026-11-23 \| 0123456\+ \|$/m,
    );
    expect(page).toMatch(/^\| R10 \| .* \| 0 things \| 0 \| 20,000 \| 7 \| 2026-11-22 \|/m);
  });

  test('sabotage: finds one value altered by hand', () => {
    const lines = newest([run('R9', '2026-11-22T10:00:00Z', { R9: 4 })]);
    expect(pageTable(lines).replace('4 things', '0 things')).not.toBe(pageTable(lines));
  });
});
