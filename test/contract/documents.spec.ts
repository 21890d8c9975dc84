import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { StartupProblemCode } from '#libs/database';
import { readProject, ROOT } from '../architecture/project-files.ts';
import { lostPaths, namedPaths, strayRows, tableCodes } from './documents.ts';

const documents = readProject().filter(({ path }) => path.endsWith('.md'));
const operations = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
const config = readFileSync(join(ROOT, 'apps/service/config.ts'), 'utf8');

/** The codes as keys: a code more or less in the program does not compile here. */
const STARTUP_CODES: Record<StartupProblemCode, true> = {
  'bad-configuration': true,
  'port-taken': true,
  'wrong-master-key': true,
  'data-folder-not-writable': true,
  'data-folder-unreachable': true,
  'data-folder-of-another-user': true,
  'data-folder-in-use': true,
  'data-folder-not-a-database': true,
  'database-password-missing': true,
  'wrong-postgres-version': true,
  'wrong-database-encoding': true,
  'postgres-package-missing': true,
  'postgres-does-not-run': true,
  'no-os-user-for-postgres': true,
  'initdb-failed': true,
  'server-did-not-start': true,
  'server-did-not-stop': true,
  'database-url-invalid': true,
  'database-unreachable': true,
  'database-login-refused': true,
  'database-missing': true,
  'database-refused': true,
  'migration-files-invalid': true,
  'migration-changed': true,
  'migration-failed': true,
  'database-newer-than-program': true,
  'log-of-another-cluster': true,
  'log-on-kurrentdb': true,
  'log-on-postgresql': true,
  'kurrentdb-client-missing': true,
  'kurrentdb-unreachable': true,
  'kurrentdb-of-another-log': true,
};

test('every file that a document names exists', () => {
  expect(documents.flatMap(namedPaths).length).toBeGreaterThan(100);
  expect(lostPaths(documents, (path) => existsSync(join(ROOT, path)))).toEqual([]);
});

test('no table of a document is broken by a blank line', () => {
  expect(documents.flatMap(strayRows)).toEqual([]);
  expect(strayRows({ path: 'a.md', text: '| a |\n|---|\n| b |\n\n| c |\n' })).toEqual(['a.md:5']);
});

test('the operations page has every error that a start can end with', () => {
  const told = new Set(tableCodes(operations));
  expect(Object.keys(STARTUP_CODES).filter((code) => !told.has(code))).toEqual([]);
});

test('the operations page has every variable that the configuration reads', () => {
  const read = new Set(
    [...config.matchAll(/env\.([A-Z_]+)|oneOf\(env, '([A-Z_]+)'/g)].map(([, one, other]) => one ?? other ?? ''),
  );
  expect(read.size).toBeGreaterThan(9);
  const told = new Set(tableCodes(operations));
  expect([...read].filter((variable) => !told.has(variable))).toEqual([]);
});

describe('sabotage: the check of the documents turns red', () => {
  const page = (text: string) => [{ path: 'docs/page.md', text }];
  const isThere = (path: string): boolean => ['docs/other.md', 'libs/rules'].includes(path);

  test('for a link and a path in backticks that lead nowhere', () => {
    expect(lostPaths(page('[a](other.md) `libs/rules`'), isThere)).toEqual([]);
    expect(lostPaths(page('[a](lost.md) `libs/lost.ts`'), isThere)).toEqual([
      'docs/page.md names docs/lost.md',
      'docs/page.md names libs/lost.ts',
    ]);
  });

  test('but not for an address, a wildcard or a command', () => {
    expect(
      namedPaths({ path: 'page.md', text: '[a](https://example.org) `events/*/x.ts` `npm test -- test/x` `libs/…`' }),
    ).toEqual([]);
  });

  test('for a code that no table has', () => {
    expect(tableCodes('| `one` | a |\n| two | b |')).toEqual(['one']);
  });
});
