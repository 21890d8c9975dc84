import { describe, expect, test } from '@jest/globals';
import { markFaults } from './marks.ts';
import { readProject } from './project-files.ts';

const files = readProject();
const faultsOf = (text: string): string[] => markFaults([{ path: 'libs/a/b.ts', text }]);

test('no file has an unfinished mark, a path of one machine or a host of packages', () => {
  expect(markFaults(files.filter(({ path }) => path !== 'package-lock.json'))).toEqual([]);
});

describe('a mark that no file may have is found', () => {
  test.each([
    ['an unfinished thing', `// ${'TO'}DO: later`],
    ['a fault left', `// ${'FIX'}ME`],
    ['a path of a home', `const folder = '/${'home'}/someone/data';`],
    ['a path of the superuser', `see ${'/ro'}ot/data`],
    ['a path of a Mac', `cd ${'/Us'}ers/someone`],
    ['a path of Windows', `C:\\${'Users'}\\someone`],
    ['a registry', `https://registry.${'npm'}js.org/pg`],
    ['a registry setting', `  ${'registry'}=https://example.test`],
    ['a company proxy', `https://artifactory.${'example'}.com/npm`],
  ])('%s', (_, line) => {
    expect(faultsOf(`const a = 1;\n${line}\n`)).toEqual([expect.stringMatching(/^libs\/a\/b\.ts:2: /)]);
  });

  test('but not in an address of ours, a template or a word', () => {
    expect(
      faultsOf("get('/v1/persons'); `${folder}/work/x`; 'libs/home/x'; 'https://a.dk/home/x'; registry.get(code);"),
    ).toEqual([]);
  });
});
