import { describe, expect, test } from '@jest/globals';
import { addDays } from './days.ts';
import { findMondayOf, weekOf } from './weeks.ts';

describe('ISO weeks', () => {
  test.each([
    ['2026-W48', '2026-11-23'],
    ['2026-W01', '2025-12-29'],
    ['2026-W53', '2026-12-28'],
    ['2021-W01', '2021-01-04'],
    ['2020-W53', '2020-12-28'],
  ])('%s begins on the Monday %s', (week, monday) => {
    expect(findMondayOf(week)).toBe(monday);
    for (let day = 0; day < 7; day += 1) expect(weekOf(addDays(monday, day))).toBe(week);
  });

  test.each(['2025-W53', '2026-W00', '2026-W54', '2026-48', '2026-W1', 'W48', '2026-W48 ', '1899-W01', '2026-w48', ''])(
    '%j is not an ISO week',
    (text) => {
      expect(findMondayOf(text)).toBeUndefined();
    },
  );

  test('follow each other without a gap for forty years', () => {
    for (let day = '2000-01-03'; day < '2040-01-01'; day = addDays(day, 7)) expect(findMondayOf(weekOf(day))).toBe(day);
  });
});
