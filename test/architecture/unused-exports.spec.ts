import { describe, expect, test } from '@jest/globals';
import { isCode, type ProjectFile, readProject } from './project-files.ts';
import { unusedExports } from './unused-exports.ts';

/** Names that figures of reporters will use; until then only their spec does. */
const AHEAD = ['events/interruption/reasons.ts: nothing of the product uses neutralReason'];

const files = (texts: Readonly<Record<string, string>>): ProjectFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, text }));

test('the product exports no value that only tests use', () => {
  expect(unusedExports(readProject().filter(isCode))).toEqual(AHEAD);
});

describe('a value for tests alone is found', () => {
  const declared = { 'libs/a/one.ts': 'export const one = 1;\nexport const two = one + 1;' };

  test('if no file of the product uses it', () => {
    const used = { ...declared, 'apps/a.ts': "import { two } from '../libs/a/one.ts';" };
    expect(unusedExports(files(used))).toEqual([]);
    expect(unusedExports(files(declared))).toEqual(['libs/a/one.ts: nothing of the product uses two']);
  });

  test('if only a spec or another index names it', () => {
    const index = "export { two } from './one.ts';";
    const spec = "import { two } from '#libs/a';";
    const found = unusedExports(files({ ...declared, 'libs/a/index.ts': index, 'test/a.spec.ts': spec }));
    expect(found).toEqual([
      'libs/a/one.ts: nothing of the product uses two',
      'libs/a/index.ts: nothing of the product imports two from here',
    ]);
  });

  test('but not if a file takes the whole module, or the name is a type', () => {
    const whole = { ...declared, 'bin/run.js': "const all = await import('../libs/a/one.ts');" };
    expect(unusedExports(files(whole))).toEqual([]);
    expect(unusedExports(files({ 'libs/a/shape.ts': 'export interface Shape { a: 1 }' }))).toEqual([]);
  });
});
