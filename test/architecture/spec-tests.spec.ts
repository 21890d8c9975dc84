import { describe, expect, test } from '@jest/globals';
import { readProject } from './project-files.ts';
import { proofFaults } from './spec-proofs.ts';
import { leftOutFaults, nameTwiceFaults, testsOf } from './spec-tests.ts';

const specs = readProject().filter(({ path }) => /\.(spec|proof|contract)\.ts$/.test(path));
const spec = (text: string) => ({ path: 'libs/a/b.spec.ts', text });

test('no test is skipped, focused or only announced', () => {
  expect(specs.length).toBeGreaterThan(50);
  expect(specs.flatMap(leftOutFaults)).toEqual([]);
});

test('no two tests of a file have the same name', () => {
  expect(specs.flatMap(nameTwiceFaults)).toEqual([]);
});

test('every test expects something', () => {
  const all = specs.flatMap(testsOf).length;
  process.stdout.write(`Tests written: ${all} in ${specs.length} files (a table of cases counts once).\n`);
  expect(specs.flatMap(proofFaults)).toEqual([]);
});

describe('a test that is left out is found', () => {
  test.each([
    "test.skip('a', () => expect(1).toBe(1));",
    "describe.only('a', () => undefined);",
    "test.todo('a');",
    "test.skip.each([1])('a', () => expect(1).toBe(1));",
    "test.only.each`a`('a', () => expect(1).toBe(1));",
    "xit('a', () => expect(1).toBe(1));",
    "fdescribe('a', () => undefined);",
    "const there = existsSync('a') ? test : test.skip;",
  ])('%s', (text) => {
    expect(leftOutFaults(spec(text))).toHaveLength(1);
  });

  test('but not in a string or a comment', () => {
    expect(leftOutFaults(spec("// test.skip('a')\ntest('a', () => expect('xit').toBe('test.only'));"))).toEqual([]);
  });
});

describe('a test name used twice is found', () => {
  test('in the same describe block, even with different cases', () => {
    expect(nameTwiceFaults(spec("test('a', () => undefined);\ntest.each([1])('a', () => undefined);"))).toEqual([
      'libs/a/b.spec.ts:2: another test is called "a" too',
    ]);
  });

  test('but not in two describe blocks', () => {
    expect(
      nameTwiceFaults(
        spec(
          "describe('x', () => { test('a', () => undefined); }); describe('y', () => { test('a', () => undefined); });",
        ),
      ),
    ).toEqual([]);
  });
});

describe('a test that expects nothing is found', () => {
  test.each([
    "test('a', () => { one(); });",
    "test('a', () => { /* expect(1).toBe(1) */ });",
    "test('a');",
    "const run = () => one();\ntest('a', () => run());",
    "test.each([1])('a', async () => { await one(); });",
  ])('if it is %s', (text) => {
    expect(proofFaults(spec(text))).toHaveLength(1);
  });

  test.each([
    "test('a', () => { expect(1).toBe(1); });",
    "test('a', () => { fc.assert(property); });",
    "test('a', async () => { await proveNothingLost(one); });",
    "const run = () => expect(1).toBe(1);\nfunction go() { run(); }\ntest('a', () => go());",
    "function proof() { expect(1).toBe(1); }\ntest('a', proof);",
  ])('but not a test that expects something: %s', (text) => {
    expect(proofFaults(spec(text))).toEqual([]);
  });
});
