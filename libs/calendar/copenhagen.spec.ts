import { describe, expect, test } from '@jest/globals';
import { TIME_ZONE, localDay, startOfDay } from './copenhagen.ts';
import { addDays } from './days.ts';

const intl = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE });

describe('the local day in Denmark', () => {
  test('begins at 23:00Z in winter and at 22:00Z in summer', () => {
    expect(localDay('2026-01-08T22:59:59.999Z')).toBe('2026-01-08');
    expect(localDay('2026-01-08T23:00:00.000Z')).toBe('2026-01-09');
    expect(localDay('2026-06-14T21:59:59.999Z')).toBe('2026-06-14');
    expect(localDay('2026-06-14T22:00:00.000Z')).toBe('2026-06-15');
  });

  test('is right on the nights the clock changes', () => {
    expect(startOfDay('2026-03-29')).toBe('2026-03-28T23:00:00.000Z');
    expect(startOfDay('2026-03-30')).toBe('2026-03-29T22:00:00.000Z');
    expect(startOfDay('2026-10-25')).toBe('2026-10-24T22:00:00.000Z');
    expect(startOfDay('2026-10-26')).toBe('2026-10-25T23:00:00.000Z');
    const nights = ['2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00.000Z', '2026-03-29T21:59:59.999Z'];
    expect(nights.map(localDay)).toEqual(['2026-03-29', '2026-03-29', '2026-03-29']);
    expect(localDay('2026-10-25T22:59:59.999Z')).toBe('2026-10-25');
  });

  test('takes a Date and any offset alike', () => {
    expect(localDay(new Date('2026-06-14T22:00:00Z'))).toBe('2026-06-15');
    expect(localDay('2026-06-15T00:30:00+02:00')).toBe('2026-06-15');
    expect(localDay('1969-12-31T22:59:59.999Z')).toBe('1969-12-31');
  });

  test('agrees with Intl for every hour of 2015-2035', () => {
    let wrong = 0;
    let hours = 0;
    for (let at = Date.UTC(2015, 0, 1); at < Date.UTC(2036, 0, 1); at += 3_600_000) {
      hours += 1;
      if (localDay(new Date(at + 3_599_999)) !== intl.format(at + 3_599_999)) wrong += 1;
    }
    expect({ hours, wrong }).toEqual({ hours: 184_080, wrong: 0 });
  });

  test('the start of every day 2015-2035 is in that day and the millisecond before is not', () => {
    let days = 0;
    for (let day = '2015-01-01'; day < '2036-01-01'; day = addDays(day, 1)) {
      const start = startOfDay(day);
      const before = new Date(Date.parse(start) - 1);
      if (localDay(start) === day && localDay(before) === addDays(day, -1)) days += 1;
    }
    expect(days).toBe(7670);
  });

  test('refuses a text that is no moment', () => {
    expect(() => localDay('yesterday')).toThrow(RangeError);
  });
});
