import { describe, expect, test } from '@jest/globals';
import { closedYear } from './closed-days.ts';
import { weekday } from './days.ts';
import { DANISH_HOLIDAYS } from './holidays.data.ts';

const holidaysAtWork = (year: number): string[] =>
  [...closedYear(DANISH_HOLIDAYS, year, 'A').holidays.keys()]
    .filter((day) => weekday(day) < 6)
    .map((day) => day.slice(5));

describe('closed days', () => {
  test('the public holidays on weekdays of 2025-2028 are the published ones', () => {
    expect(holidaysAtWork(2025).sort()).toEqual([
      '01-01',
      '04-17',
      '04-18',
      '04-21',
      '05-29',
      '06-09',
      '12-25',
      '12-26',
    ]);
    expect(holidaysAtWork(2026).sort()).toEqual(['01-01', '04-02', '04-03', '04-06', '05-14', '05-25', '12-25']);
    expect(holidaysAtWork(2027).sort()).toEqual(['01-01', '03-25', '03-26', '03-29', '05-06', '05-17']);
    expect(holidaysAtWork(2028).sort()).toEqual(['04-13', '04-14', '04-17', '05-25', '06-05', '12-25', '12-26']);
  });

  test('Store bededag is a holiday until 2023 and a workday from 2024', () => {
    expect(closedYear(DANISH_HOLIDAYS, 2023, 'A').closed.get('2023-05-05')).toBe('Store bededag');
    expect(closedYear(DANISH_HOLIDAYS, 2024, 'A').closed.get('2024-04-26')).toBeUndefined();
  });

  test('a holiday at a weekend keeps its name, the reason for the day is the weekday', () => {
    const year = closedYear(DANISH_HOLIDAYS, 2026, 'B');
    expect(year.holidays.get('2026-12-26')).toEqual({ da: '2. juledag', en: 'Boxing Day' });
    expect(year.closed.get('2026-12-26')).toBe('lørdag');
    expect(year.closed.get('2026-04-05')).toBe('søndag');
  });

  test('5 June as Whit Monday is named by the law in both calendars', () => {
    for (const calendar of ['A', 'B'] as const) {
      expect(closedYear(DANISH_HOLIDAYS, 2028, calendar).closed.get('2028-06-05')).toBe('2. pinsedag');
    }
  });

  test('every holiday carries a law reference, both languages and a day of its own', () => {
    for (const { da, en, intervals } of DANISH_HOLIDAYS)
      for (const { law } of intervals) expect(`${law}|${da}|${en}`).toMatch(/^.{20,}\|.+\|.+$/);
    expect(new Set(DANISH_HOLIDAYS.map((row) => row.id)).size).toBe(DANISH_HOLIDAYS.length);
  });
});
