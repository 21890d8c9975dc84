import { describe, expect, test } from '@jest/globals';
import { type ProjectFile, readProject } from './project-files.ts';
import { handWritten, lengthFaults, MEDIAN_BYTES, MOST_LINES, sizeAt, widthFaults } from './sizes.ts';

const files = readProject();
const lines = (count: number): ProjectFile => ({ path: 'libs/a/long.ts', text: 'a;\n'.repeat(count) });

test('no hand-written file is longer than 300 lines', () => {
  expect(lengthFaults(files)).toEqual([]);
});

test('no hand-written line is wider than 120 columns, but for shipped migrations and test titles up to 140', () => {
  expect(widthFaults(files)).toEqual([]);
});

test('half of the files are small', () => {
  const written = handWritten(files);
  const largest = written.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  process.stdout.write(
    `Hand-written files: ${written.length}, median ${sizeAt(0.5, written)} bytes, ` +
      `90th percentile ${sizeAt(0.9, written)}, largest ${largest.path} (${largest.text.length}).\n`,
  );
  expect(written.length).toBeGreaterThan(100);
  expect(sizeAt(0.5, written)).toBeLessThanOrEqual(MEDIAN_BYTES);
});

test('a file with one line too many is found, even if its last line has no end', () => {
  expect(lengthFaults([lines(MOST_LINES)])).toEqual([]);
  expect(lengthFaults([lines(MOST_LINES + 1)])).toEqual(['libs/a/long.ts has 301 lines, not 300 at most']);
  expect(lengthFaults([{ path: 'libs/a/0001-long.table.sql', text: `${'a;\n'.repeat(MOST_LINES)}a` }])).toHaveLength(1);
});

describe('sabotage: the search for wide lines', () => {
  const line = (columns: number): string => `'${'ø'.repeat(columns - 3)}';`;
  const found = (path: string, text: string): string[] => widthFaults([{ path, text }]);

  test.each(['libs/a/b.ts', 'libs/a/b.spec.ts', 'test/a/run.sh', 'test/a/b.js', 'libs/a/query.sql', 'compose.yml'])(
    'finds a line of 121 columns in %s, and counts letters, not bytes',
    (path) => {
      expect(found(path, line(120))).toEqual([]);
      expect(found(path, `\n${line(121)}\n`)).toEqual([`${path}:2 has 121 columns, not 120 at most`]);
    },
  );

  test('allows 140 columns for a title in a test file only', () => {
    const wide = `test('${'a'.repeat(120)}', () => {`;
    expect(found('libs/a/b.spec.ts', wide)).toEqual([]);
    expect(found('libs/a/b.ts', wide)).toHaveLength(1);
    expect(found('libs/a/b.spec.ts', `test('${'a'.repeat(130)}', () => {`)).toHaveLength(1);
  });

  test('leaves shipped migrations alone', () => {
    expect(found('libs/a/0001-long.table.sql', line(200))).toEqual([]);
  });
});

test('a tree of large files has a large median size', () => {
  const sized = [100, 3_000, 3_000, 9_000].map((size) => ({ path: 'libs/a/b.ts', text: 'a'.repeat(size) }));
  expect(sizeAt(0.5, sized)).toBeGreaterThan(MEDIAN_BYTES);
  expect(sizeAt(0.9, sized)).toBe(9_000);
});
