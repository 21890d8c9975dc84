import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ProfileError, checkProfile, readProfile } from './read-profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-profile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const EVENT = { id: { var: 'row.id' }, type: 'dk.ungestatus.became-aware.v1', data: { awareOn: { var: 'row.day' } } };
const PROFILE = { name: 'small', source: '/systems/a/reporters/990101', events: [EVENT] };

function issuesOf(content: unknown): (readonly [string, string])[] {
  try {
    checkProfile(content, 'small.json');
  } catch (error) {
    if (error instanceof ProfileError) return error.issues.map(({ pointer, remedy }) => [pointer, remedy] as const);
    throw error;
  }
  return [];
}

describe('a mapping profile', () => {
  test('has comma, double quote and automatic encoding by default', () => {
    expect(checkProfile(PROFILE, 'small.json')).toMatchObject({
      csv: { delimiter: ',', quote: '"', encoding: 'auto' },
      parameters: {},
      lookups: {},
      values: [],
    });
  });

  test.each([
    ['an unknown field', { ...PROFILE, event: [] }, '/event', 'Did you mean "events"?'],
    ['a missing field', { name: 'x', events: [EVENT] }, '', 'Add "source".'],
    ['an unknown operator', { ...PROFILE, source: { addDay: ['a', 1] } }, '/source', 'Did you mean "addDays"?'],
    [
      'two operators at once',
      { ...PROFILE, source: { cat: 'a', var: 'b' } },
      '/source',
      'Write { "operator": [arguments] }.',
    ],
    [
      'a path to nowhere',
      { ...PROFILE, source: { var: 'rows.id' } },
      '/source/var',
      'Read row.<column>, lookup.<name>.<column>, parameter.<name> or value.<name>.',
    ],
    [
      'a value that comes later',
      {
        ...PROFILE,
        values: [
          { name: 'one', is: { var: 'value.two' } },
          { name: 'two', is: 1 },
        ],
      },
      '/values/0/is/var',
      'Declare two first.',
    ],
    [
      'a misspelt parameter',
      { ...PROFILE, parameters: { school: '990101' }, source: { cat: ['a', { var: 'parameter.scool' }] } },
      '/source/cat/1/var',
      'Did you mean parameter.school? A value can only read those above it.',
    ],
    [
      'an unknown encoding',
      { ...PROFILE, csv: { encoding: 'utf-9' } },
      '/csv/encoding',
      'Use auto, utf-8, utf-16le or windows-1252.',
    ],
  ])('is refused for %s, with pointer and remedy', (_what, content, pointer, remedy) => {
    expect(issuesOf(content)).toEqual([[pointer, remedy]]);
  });

  test('cannot read files outside the folder of the main file', () => {
    const outside = { ...PROFILE, lookups: { secret: { file: '../secret.csv', on: { a: 'b' } } } };
    expect(issuesOf(outside).map(([pointer]) => pointer)).toEqual(['/lookups/secret/file']);
  });

  test('is refused in plain words if the file is not JSON or does not exist', () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{ "name": ');
    expect(() => readProfile(file)).toThrow('broken.json cannot be used:\n  /: it is not JSON');
    expect(() => readProfile(join(folder, 'none.json'))).toThrow('the file is not there or cannot be read');
  });
});
