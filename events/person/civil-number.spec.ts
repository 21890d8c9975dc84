import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCivilNumber } from './civil-number.ts';

const sandbox = { sandbox: true };
const real = { sandbox: false };

/** The 7th digit and two-digit year, with the century by the table of cpr.dk (synthetic day 61: the 1st). */
test.each([
  ['0', '37', 1937],
  ['3', '99', 1999],
  ['0', '00', 1900],
  ['4', '36', 2036],
  ['4', '37', 1937],
  ['9', '36', 2036],
  ['9', '37', 1937],
  ['5', '57', 2057],
  ['8', '00', 2000],
  ['5', '58', 1858],
  ['8', '99', 1899],
])('a civil number with 7th digit %s and year %s is born in %i', (seventh, year, born) => {
  expect(parseCivilNumber(`6101${year}${seventh}000`, sandbox)).toEqual({
    birthDate: `${born}-01-01`,
    synthetic: true,
  });
});

test('a civil number that fails modulus 11 is as valid as any', () => {
  for (const serial of ['4000', '4001', '4002', '4003'])
    expect(parseCivilNumber(`610110${serial}`, sandbox)).toHaveProperty('birthDate', '2010-01-01');
});

test('a synthetic civil number must have a real day once 60 is subtracted', () => {
  expect(parseCivilNumber('8902084000', sandbox)).toHaveProperty('birthDate', '2008-02-29');
  expect(parseCivilNumber('8902094000', sandbox)).toBe('cpr-date');
  expect(parseCivilNumber('9104084000', sandbox)).toBe('cpr-date');
  expect(parseCivilNumber('6113084000', sandbox)).toBe('cpr-date');
  expect(parseCivilNumber('9201084000', sandbox)).toBe('cpr-date');
});

test('outside the sandbox no synthetic civil number is accepted, inside no other', () => {
  expect(parseCivilNumber('6101084000', real)).toBe('cpr-synthetic');
  // Assembled here and with a birth date in 1858, so that no file contains a number of a living person.
  const ordinary = ['01', '01', '58', '8000'].join('');
  expect(parseCivilNumber(ordinary, sandbox)).toBe('cpr-not-synthetic');
  expect(parseCivilNumber(ordinary, real)).toEqual({ birthDate: '1858-01-01', synthetic: false });
});

test.each(['', '610108400', '61010840000', '610108-4000', '61010840٠0', ' 6101084000', 'A101084000'])(
  '%p has not the form of a civil number',
  (text) => {
    expect(parseCivilNumber(text, sandbox)).toBe('cpr-format');
  },
);

test('any text as a civil number gives a birth date or a code, and a code never repeats the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{10}$/)), fc.boolean(), (text, isSandbox) => {
      const read = parseCivilNumber(text, { sandbox: isSandbox });
      return typeof read === 'string' ? !/\d/.test(read) : /^\d{4}-\d{2}-\d{2}$/.test(read.birthDate);
    }),
  );
});
