import { describe, expect, test } from '@jest/globals';
import { civilNumbers } from './civil-numbers.ts';
import { readProject } from './project-files.ts';

/** A date and four digits as one token, put together here so that it stands in no file. */
const numberOf = (day: number, rest: string): string => `${day}${rest}`;
const inFile = (token: string) => civilNumbers([{ path: 'docs/example.md', text: `a line\ncpr: "${token}",\n` }]);

test('every civil number in the project is one nobody can have', () => {
  const { synthetic, faults } = civilNumbers(readProject());
  process.stdout.write(`Civil numbers in files: ${synthetic} synthetic, ${faults.length} others.\n`);
  expect(faults).toEqual([]);
  expect(synthetic).toBeGreaterThan(0);
});

describe('a number somebody could have is seen', () => {
  test.each([10, 28, 31])('day %i, with and without hyphen', (day) => {
    expect(inFile(numberOf(day, '01084123')).faults).toEqual([
      'docs/example.md:2: reads as a civil number somebody could have',
    ]);
    expect(inFile(numberOf(day, '0108-4123')).faults).toHaveLength(1);
  });

  test('a leap day too', () => {
    expect(inFile(numberOf(29, '02084123')).faults).toHaveLength(1);
  });

  test('and its place is told, never the number', () => {
    expect(JSON.stringify(inFile(numberOf(11, '02084123')))).not.toContain('4123');
  });

  test('but a synthetic one, a longer number, a part of a word and no date are none', () => {
    for (const token of [
      '6101084123',
      '9112084123',
      '911208-4123',
      '61010841239',
      `a${10}01084123`,
      `${10}13084123`,
      `${31}04084123`,
    ]) {
      expect(inFile(token).faults).toEqual([]);
    }
  });
});
