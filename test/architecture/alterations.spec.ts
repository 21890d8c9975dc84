import { expect, test } from '@jest/globals';
import { alterationFaults } from './alterations.ts';
import { isTest, readProject } from './project-files.ts';

const project = readProject();
const texts = new Map(project.map(({ path, text }) => [path, text]));
const tests = project.filter(({ path }) => isTest(path) && path.endsWith('.ts') && !path.includes('/architecture/'));

test('every sabotage alters a text that stands exactly once in the file it names', () => {
  expect(tests.flatMap((one) => alterationFaults(one, texts))).toEqual([]);
});

test.each([
  ['a file that moved', "const a = { file: 'libs/a/gone.ts', from: 'x', to: '' };"],
  ['a text that is gone', "const a = { file: 'libs/a/b.ts', from: 'no such text', to: '' };"],
  ['a text that stands twice', "const FILE = 'libs/a/b.ts'; const a = { file: FILE, from: 'twice', to: '' };"],
])('a sabotage of %s is found', (_what, text) => {
  const files = new Map([['libs/a/b.ts', 'twice and twice']]);
  expect(alterationFaults({ path: 'test/a.spec.ts', text }, files)).toHaveLength(1);
});
