import { describe, expect, test } from '@jest/globals';
import { ProblemError } from '#libs/problems';
import { parsePurpose, type Purpose, PURPOSES } from './purposes.ts';

const problemOf = (header: string | string[] | undefined): string => {
  try {
    return parsePurpose(header);
  } catch (problem) {
    return problem instanceof ProblemError ? problem.code : String(problem);
  }
};

describe('the purpose of a look', () => {
  test.each((Object.keys(PURPOSES) as Purpose[]).filter((code) => code !== 'own-report'))(
    '%s has Danish and English text, a law and a role that may use it',
    (code) => {
      expect(parsePurpose(code)).toBe(code);
      for (const text of [PURPOSES[code].da, PURPOSES[code].en, PURPOSES[code].law])
        expect(text.length).toBeGreaterThan(5);
      expect(PURPOSES[code].roles.length).toBeGreaterThan(0);
    },
  );

  test.each([
    [undefined, 'purpose-missing'],
    ['', 'purpose-missing'],
    ['  ', 'purpose-missing'],
    ['curiosity', 'purpose-unknown'],
    // The service states this purpose for a receipt with its effect; a caller cannot claim it for another read.
    ['own-report', 'purpose-unknown'],
    ['toString', 'purpose-unknown'],
    ['guidance, follow-up', 'purpose-unknown'],
    [['guidance'], 'purpose-unknown'],
    [' Guidance ', 'guidance'],
  ])('by the header X-Purpose %j: %s', (header, expected) => {
    expect(problemOf(header)).toBe(expected);
  });

  test('is not repeated in the problem', () => {
    expect(() => parsePurpose('7101019999')).toThrow(/^(?!.*7101019999).*$/);
  });
});
