import { describe, expect, test } from '@jest/globals';
import { addDays, addMonths, ageOn, birthday, daysBetween, isDay, weekday } from './days.ts';

describe('arithmetic of calendar days:', () => {
  test('only real days between 1900 and 2999 are days', () => {
    expect(['2024-02-29', '1900-01-01', '2999-12-31'].map(isDay)).toEqual([true, true, true]);
    expect(['2023-02-29', '2026-13-01', '1899-12-31', '2026-1-1', '2026-01-01T00', ''].map(isDay)).not.toContain(true);
  });

  test('adding days crosses months, years and both clock changes', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
  });

  test('a text that is no day cannot be counted from', () => {
    expect(() => addDays('soon', 1)).toThrow(RangeError);
    expect(() => addMonths('soon', 1)).toThrow(RangeError);
  });

  test('adding months keeps the day of the month or takes the last one', () => {
    expect(addMonths('2025-11-30', 3)).toBe('2026-02-28');
    expect(addMonths('2026-05-15', 12)).toBe('2027-05-15');
    expect(addMonths('2024-02-29', -12)).toBe('2023-02-28');
  });

  test('a person born on 29 February turns on 1 March if the year has no 29th', () => {
    expect(birthday('2008-02-29', 18)).toBe('2026-03-01');
    expect(birthday('2008-02-29', 20)).toBe('2028-02-29');
    expect([ageOn('2008-02-29', '2026-02-28'), ageOn('2008-02-29', '2026-03-01')]).toEqual([17, 18]);
  });

  test('days between are signed and weekdays run from Monday 1 to Sunday 7', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
    expect([weekday('2026-01-05'), weekday('2026-01-11')]).toEqual([1, 7]);
  });
});
