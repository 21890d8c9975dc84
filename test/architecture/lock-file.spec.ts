import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { hostFaults, platformFaults } from './lock-file.ts';
import { ROOT } from './project-files.ts';

const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
const lockOf = (packages: object): string => JSON.stringify({ packages: { '': {}, ...packages } });
const compiler = {
  'node_modules/compiler': {
    version: '1.0.0',
    optionalDependencies: { 'compiler-linux': '1.0.0', 'compiler-mac': '1.0.0' },
  },
};

test('the lock file names no host', () => {
  expect(hostFaults(lock)).toEqual([]);
});

test('the lock file has every package for every platform, so that npm ci accepts it', () => {
  expect(platformFaults(lock)).toEqual([]);
});

test('a host in the lock file is found', () => {
  expect(hostFaults(lockOf({ 'node_modules/pg': { resolved: 'https://example.test/pg.tgz' } }))).toEqual([
    'node_modules/pg names the host it came from',
  ]);
});

test('a platform missing in the lock file is found', () => {
  const linux = { 'node_modules/compiler-linux': { version: '1.0.0' } };
  expect(platformFaults(lockOf({ ...compiler, ...linux }))).toEqual([
    'compiler-mac, wanted by node_modules/compiler, is not in the lock file',
  ]);
  expect(
    platformFaults(
      lockOf({ ...compiler, ...linux, 'node_modules/compiler/node_modules/compiler-mac': { version: '1.0.0' } }),
    ),
  ).toEqual([]);
});
