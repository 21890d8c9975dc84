import { describe, expect, test } from '@jest/globals';
import { parseCivilNumber } from '#events/person/civil-number';
import { syntheticCpr } from './synthetic-cpr.ts';

const FROM = '1990-01-01';
const DAYS = 1858;

describe('synthetic civil numbers', () => {
  test('count through the birth dates first, then the serials', () => {
    const numbers = [0, 1, 30, 31, DAYS - 1, DAYS].map((index) => syntheticCpr(index, FROM, DAYS));
    expect(numbers).toEqual(['6101900000', '6201900000', '9101900000', '6102900000', '6102950000', '6101900001']);
  });

  test('never repeat within the range', () => {
    const numbers = Array.from({ length: 50_000 }, (_, index) => syntheticCpr(index, FROM, 13));
    expect(new Set(numbers).size).toBe(50_000);
  });

  test.each(['1985-02-28', '1999-12-31', '2000-01-01', '2011-09-20', '2036-12-31', '2037-01-01', '2057-12-31'])(
    'give back the birth date %s that the civil number means',
    (born) => {
      for (const round of [0, 1, 999, 3999]) {
        const number = syntheticCpr(round, born, 1) ?? '';
        expect(parseCivilNumber(number, { sandbox: true })).toEqual({ birthDate: born, synthetic: true });
      }
    },
  );

  test('are all day+60 with a seventh digit that means the 1900s', () => {
    for (let index = 0; index < DAYS * 4000; index += 997) {
      expect(syntheticCpr(index, FROM, DAYS)).toMatch(/^([67]\d|8\d|9[01])(0\d|1[0-2])9[0-5][0-3]\d{3}$/);
    }
  });

  test.each([
    ['the last serial is used', DAYS * 4000, FROM, DAYS],
    ['the index is negative', -1, FROM, DAYS],
    ['the index is no whole number', 0.5, FROM, DAYS],
    ['there are no days', 0, FROM, 0],
    ['the birth date is before 1900', 0, '1899-12-31', 1],
    ['the birth date is after 2057', 0, '2058-01-01', 1],
    ['the last serial of the years from 2000 is used', 6000, '2009-09-20', 1],
    ['the last serial of the years from 2037 is used', 4000, '2040-09-20', 1],
  ])('are not given for %s', (_why, index, from, days) => {
    expect(syntheticCpr(index, from, days)).toBeUndefined();
  });
});
