import { describe, expect, test } from '@jest/globals';
import { civilNumbers } from './civil-numbers.ts';
import { readProject } from './project-files.ts';

/** A date and four digits as one token, assembled here so that no file contains it. */
const numberOf = (day: number, rest: string): string => `${day}${rest}`;
const inFile = (token: string) => civilNumbers([{ path: 'docs/example.md', text: `a line\ncpr: "${token}",\n` }]);

test('every civil number in the project is one that no person can have', () => {
  const { synthetic, faults } = civilNumbers(readProject());
  process.stdout.write(`Civil numbers in files: ${synthetic} synthetic, ${faults.length} others.\n`);
  expect(faults).toEqual([]);
  expect(synthetic).toBeGreaterThan(0);
});

describe('a civil number that a person could have is found', () => {
  test.each([10, 28, 31])('on day %i, with and without hyphen', (day) => {
    expect(inFile(numberOf(day, '01084123')).faults).toEqual([
      'docs/example.md:2: reads as a civil number somebody could have',
    ]);
    expect(inFile(numberOf(day, '0108-4123')).faults).toHaveLength(1);
  });

  test('on a leap day', () => {
    expect(inFile(numberOf(29, '02084123')).faults).toHaveLength(1);
  });

  test('and the fault names its place, never the number', () => {
    expect(JSON.stringify(inFile(numberOf(11, '02084123')))).not.toContain('4123');
  });

  test('but not in a synthetic number, a longer number, a part of a word or digits that are no date', () => {
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
