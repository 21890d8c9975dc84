import { describe, expect, test } from '@jest/globals';
import type { CalendarName, CountedWorkdays, HolidayRow } from '#libs/calendar';
import { addDays, dueDate, remainingWorkdays } from '#libs/calendar';
import { type NaiveDueDate, everyDay, naiveDueDate } from './workdays.ts';
import { DANISH_HOLIDAYS } from '../../libs/calendar/holidays.data.ts';
import { createWorkdays } from '../../libs/calendar/workdays.ts';

const CONTACT_WORKDAYS = 5;
const CALENDARS = ['A', 'B'] as const;
type Implementation = (knownOn: string, workdays: number, calendar: CalendarName) => CountedWorkdays;

interface Comparison {
  readonly compared: number;
  readonly mismatches: readonly string[];
}

interface Answer {
  readonly knownOn: string;
  readonly calendar: CalendarName;
  readonly naive: NaiveDueDate;
}

const ANSWERS: readonly Answer[] = everyDay().flatMap((knownOn) =>
  CALENDARS.map((calendar) => ({ knownOn, calendar, naive: naiveDueDate(knownOn, CONTACT_WORKDAYS, calendar) })),
);

/** Both implementations over every day and calendar: due date, each counted and each skipped day. */
function compare(implementation: Implementation): Comparison {
  const mismatches: string[] = [];
  for (const { knownOn, calendar, naive } of ANSWERS) {
    const { dueOn, counted, skipped } = implementation(knownOn, CONTACT_WORKDAYS, calendar);
    const same = JSON.stringify({ dueOn, counted, skipped: skipped.map((skip) => skip.day) }) === JSON.stringify(naive);
    if (!same) mismatches.push(`${knownOn} ${calendar}: ${dueOn}, naive ${naive.dueOn}`);
  }
  return { compared: ANSWERS.length, mismatches };
}

describe('workdays against a second implementation', () => {
  test('every day 2015-2035 has the same due date, counted and skipped days in both calendars', () => {
    const { compared, mismatches } = compare(dueDate);
    console.info(
      `Workdays: ${compared} due dates compared (7,670 days, 2 calendars), ${mismatches.length} mismatches.`,
    );
    expect(mismatches).toEqual([]);
    expect(compared).toBe(2 * 7670);
  });

  test('on the day of knowledge all workdays remain, one fewer after each counted day, none on the due date', () => {
    const wrong: string[] = [];
    for (const { knownOn, calendar, naive } of ANSWERS) {
      for (let today = knownOn; today <= naive.dueOn; today = addDays(today, 1)) {
        const left = naive.counted.filter((day) => day > today).length;
        if (remainingWorkdays(today, naive.dueOn, calendar) !== left)
          wrong.push(`${today} to ${naive.dueOn} ${calendar}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    ['2026-01-09', '2026-01-16', '2026-01-16'],
    ['2026-01-10', '2026-01-16', '2026-01-16'],
    ['2026-01-11', '2026-01-16', '2026-01-16'],
    ['2026-04-01', '2026-04-13', '2026-04-13'],
    ['2026-05-12', '2026-05-20', '2026-05-20'],
    ['2025-05-30', '2025-06-06', '2025-06-10'],
    ['2026-06-03', '2026-06-10', '2026-06-11'],
    ['2025-12-19', '2025-12-30', '2026-01-02'],
    ['2025-12-23', '2026-01-02', '2026-01-06'],
    ['2024-04-24', '2024-05-01', '2024-05-01'],
    ['2023-05-03', '2023-05-11', '2023-05-11'],
    ['2026-12-22', '2026-12-30', '2027-01-04'],
    ['2026-12-30', '2027-01-07', '2027-01-08'],
    ['2027-04-16', '2027-04-23', '2027-04-23'],
    ['2027-04-21', '2027-04-28', '2027-04-28'],
    ['2028-05-10', '2028-05-17', '2028-05-17'],
  ])('known on %s it is due on %s by calendar A and %s by B, in both implementations', (knownOn, a, b) => {
    expect(CALENDARS.map((calendar) => dueDate(knownOn, CONTACT_WORKDAYS, calendar).dueOn)).toEqual([a, b]);
    expect(CALENDARS.map((calendar) => naiveDueDate(knownOn, CONTACT_WORKDAYS, calendar).dueOn)).toEqual([a, b]);
  });
});

describe('a holiday that is abolished and returns', () => {
  const back = createWorkdays(DANISH_HOLIDAYS, ['announced']);

  test.each([
    ['2027-04-16', '2027-04-23', '2027-04-26'],
    ['2027-04-21', '2027-04-28', '2027-04-29'],
    ['2028-05-10', '2028-05-17', '2028-05-18'],
  ])(
    'makes a case known on %s due on %s; a trial with the announced Store bededag gives %s',
    (knownOn, inForce, tried) => {
      expect([
        dueDate(knownOn, CONTACT_WORKDAYS, 'A').dueOn,
        back.dueDate(knownOn, CONTACT_WORKDAYS, 'A').dueOn,
      ]).toEqual([inForce, tried]);
    },
  );

  test('is a holiday until 2023, a workday 2024-2026, and in the trial a holiday again from 2027', () => {
    const days = ['2023-05-05', '2024-04-26', '2026-05-01', '2027-04-23'];
    expect(days.map((day) => back.holidayName(day, 'A')?.en)).toEqual([
      'Great Prayer Day',
      undefined,
      undefined,
      'Great Prayer Day',
    ]);
    expect(days.map((day) => createWorkdays(DANISH_HOLIDAYS).isWorkday(day, 'A'))).toEqual([false, true, true, true]);
  });
});

describe('sabotage: the comparison of workdays turns red', () => {
  test('when Store bededag is missing, in 2015-2023 only', () => {
    const { mismatches } = compare(
      createWorkdays(DANISH_HOLIDAYS.filter((row) => row.id !== 'great-prayer-day')).dueDate,
    );
    // Nine years, two calendars: in each the days whose five workdays include that Friday.
    expect(mismatches.length).toBeGreaterThan(9 * 2);
    expect(new Set(mismatches.map((line) => line.slice(0, 4))).size).toBe(9);
    expect(mismatches.filter((line) => line >= '2024')).toEqual([]);
  });

  test('when Store bededag is never abolished', () => {
    const forEver = (row: HolidayRow): HolidayRow => ({
      ...row,
      intervals: row.intervals.map((one) => ({ ...one, validBefore: '2999-12-31' })),
    });
    const rows = DANISH_HOLIDAYS.map((row) => (row.id === 'great-prayer-day' ? forEver(row) : row));
    const years = new Set(compare(createWorkdays(rows).dueDate).mismatches.map((line) => line.slice(0, 4)));
    expect([...years].sort()[0]).toBe('2024');
    expect(years.size).toBe(12);
  });

  test('when the day of knowledge counts', () => {
    const { mismatches } = compare((knownOn, workdays, calendar) => dueDate(addDays(knownOn, -1), workdays, calendar));
    expect(mismatches.length).toBeGreaterThan(7000);
  });

  test('when calendar B is taken for A', () => {
    const { mismatches } = compare((knownOn, workdays) => dueDate(knownOn, workdays, 'A'));
    expect(mismatches.length).toBeGreaterThan(100);
    expect(mismatches.filter((line) => line.slice(11, 12) === 'A')).toEqual([]);
  });
});
