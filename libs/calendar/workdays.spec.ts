import { describe, expect, test } from '@jest/globals';
import { DANISH_HOLIDAYS } from './holidays.data.ts';
import { createWorkdays } from './workdays.ts';

const { dueDate, holidayName, isWorkday, remainingWorkdays, workdaysAfter, workdaysBetween } =
  createWorkdays(DANISH_HOLIDAYS);

describe('workdays', () => {
  test('a due date shows which days counted, which were skipped and why', () => {
    expect(dueDate('2026-04-01', 5, 'A')).toEqual({
      dueOn: '2026-04-13',
      counted: ['2026-04-07', '2026-04-08', '2026-04-09', '2026-04-10', '2026-04-13'],
      skipped: [
        { day: '2026-04-02', why: 'Skærtorsdag' },
        { day: '2026-04-03', why: 'Langfredag' },
        { day: '2026-04-04', why: 'lørdag' },
        { day: '2026-04-05', why: 'søndag' },
        { day: '2026-04-06', why: '2. påskedag' },
        { day: '2026-04-11', why: 'lørdag' },
        { day: '2026-04-12', why: 'søndag' },
      ],
    });
  });

  test('calendar B skips 5 June, 24 and 31 December and says so', () => {
    const why = (knownOn: string) => dueDate(knownOn, 5, 'B').skipped.map((skip) => skip.why);
    expect(why('2026-06-03')).toContain('Grundlovsdag (lukket)');
    expect(why('2025-12-23')).toEqual(
      expect.arrayContaining(['Juleaftensdag (lukket)', 'Nytårsaftensdag (lukket)', 'Nytårsdag']),
    );
    expect(dueDate('2026-06-03', 5, 'A').counted).toContain('2026-06-05');
  });

  test('the day of knowledge does not count, not even when it is no workday itself', () => {
    for (const knownOn of ['2026-01-09', '2026-01-10', '2026-01-11']) {
      expect(dueDate(knownOn, 5, 'A').counted[0]).toBe('2026-01-12');
    }
  });

  test('remaining workdays run from after today to the due date and are 0 from then on', () => {
    const { dueOn } = dueDate('2026-04-01', 5, 'A');
    expect(
      ['2026-04-01', '2026-04-06', '2026-04-07', '2026-04-10', '2026-04-12'].map((day) =>
        remainingWorkdays(day, dueOn, 'A'),
      ),
    ).toEqual([5, 5, 4, 1, 1]);
    expect(['2026-04-13', '2026-04-14', '2027-01-01'].map((day) => remainingWorkdays(day, dueOn, 'A'))).toEqual([
      0, 0, 0,
    ]);
  });

  test('the n-th workday after a day is the due date without its arithmetic', () => {
    expect(workdaysAfter('2026-04-01', 5, 'A')).toBe('2026-04-13');
    expect(workdaysAfter('2026-04-04', 0, 'A')).toBe('2026-04-04');
    expect(workdaysAfter('2026-04-01', 10, 'A')).toBe('2026-04-20');
  });

  test('the workdays between two days are counted by whole years as day by day, negative backwards', () => {
    for (const [from, to] of [
      ['2016-02-29', '2026-06-15'],
      ['2024-12-31', '2026-01-01'],
      ['2025-01-01', '2025-12-31'],
      ['2026-06-12', '2026-06-15'],
      ['2026-06-15', '2026-06-15'],
    ] as const)
      for (const calendar of ['A', 'B'] as const) {
        const byDay = remainingWorkdays(from, to, calendar);
        expect([workdaysBetween(from, to, calendar), workdaysBetween(to, from, calendar) + byDay]).toEqual([byDay, 0]);
      }
  });

  test('a holiday has its name in both languages, an ordinary day has none', () => {
    expect(holidayName('2026-05-14', 'A')).toEqual({ da: 'Kristi himmelfartsdag', en: 'Ascension Day' });
    expect(holidayName('2026-12-24', 'A')).toBeUndefined();
    expect(holidayName('2026-12-24', 'B')?.da).toBe('Juleaftensdag (lukket)');
    expect([isWorkday('2026-12-24', 'A'), isWorkday('2026-12-24', 'B'), isWorkday('2026-12-27', 'A')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('only a whole number of workdays can be counted', () => {
    for (const workdays of [-1, 2.5, Number.NaN])
      expect(() => dueDate('2026-01-09', workdays, 'A')).toThrow(RangeError);
  });
});
