import { describe, expect, test } from '@jest/globals';
import { doubleNames, exportedNames } from './exported-names.ts';
import { readProject } from './project-files.ts';

test('no exported name of the product means two things', () => {
  expect(doubleNames(readProject())).toEqual([]);
});

describe('a name that two files export is found', () => {
  const doubles = (first: string, second: string, path = 'libs/b/two.ts'): string[] =>
    doubleNames([
      { path: 'libs/a/one.ts', text: first },
      { path, text: second },
    ]);

  test.each([
    ['export interface Known {}', 'export type Known = string;'],
    ['export const Known = 1;', 'export class Known {}'],
    ['export function Known() {}', 'export async function Known() {}'],
  ])('%s and %s', (first, second) => {
    expect(doubles(first, second)).toEqual(['Known: libs/a/one.ts, libs/b/two.ts']);
  });

  test('but not if one is exported again, is not exported, or stands in a test', () => {
    expect(doubles('export interface Known {}', "export type { Known } from '#libs/a';")).toEqual([]);
    expect(doubles('export interface Known {}', 'interface Known {}')).toEqual([]);
    expect(doubles('export interface Known {}', 'export interface Known {}', 'test/given/two.ts')).toEqual([]);
  });

  test('and a type with a value of its name in one file is one meaning', () => {
    const text = "export const KIND = ['a'] as const;\nexport type KIND = (typeof KIND)[number];";
    expect(exportedNames({ path: 'libs/a/one.ts', text })).toEqual(['KIND']);
  });
});
