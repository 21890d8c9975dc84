import fc from 'fast-check';
import type { Day } from '#events/model/stored';
import { daysAfter, turns } from './calendar-by-hand.ts';

/** A day relative to one of the few anchors of the history, so that edges fall on the same day. */
export interface DayPick {
  readonly anchor: number;
  readonly shift: number;
}

const NASTY_DAYS = [
  '2016-02-29',
  '2019-11-30',
  '2020-02-29',
  '2020-12-31',
  '2021-01-01',
  '2021-08-31',
  '2022-07-31',
  '2023-02-28',
  '2023-03-01',
  '2024-01-31',
  '2024-02-29',
  '2024-06-30',
  '2024-07-01',
  '2025-10-26',
  '2026-06-15',
  '2028-02-29',
];
const NEAR_SHIFTS = [0, 0, 0, 0, 1, -1, 2, -2];
const FAR_SHIFTS = [28, 29, 30, 31, -29, -30, -31, 59, 89, 90, 91, 92, 181, 365, 366, 730, 731, 1461, 2008, 2373];

export const birthDates: fc.Arbitrary<Day> = fc.oneof(
  fc.constantFrom('2000-02-29', '2004-02-29', '1996-02-29', '2008-03-01', '2007-12-31', '1994-06-30'),
  fc.integer({ min: 0, max: 18 * 365 }).map((days) => daysAfter('1992-01-01', days)),
);

function inScope(birthDate: Day, day: Day): boolean {
  return turns(birthDate, 15) <= day && day < turns(birthDate, 30);
}

/** Four days; most dates of the history stay near one of them. They lie mostly within some years of each other. */
export function anchorDays(birthDate: Day): fc.Arbitrary<Day[]> {
  const anywhere = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...NASTY_DAYS.filter((day) => inScope(birthDate, day))) },
    {
      weight: 3,
      arbitrary: fc.integer({ min: 0, max: 15 * 365 }).map((days) => daysAfter(turns(birthDate, 15), days)),
    },
    { weight: 2, arbitrary: fc.constantFrom(turns(birthDate, 15), turns(birthDate, 30)) },
    // Days before the 15th birthday too: an enrolment may begin, change and end there.
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 500 }).map((days) => daysAfter(turns(birthDate, 15), -days)) },
  );
  const near = fc.oneof(
    fc.constantFrom(...NEAR_SHIFTS),
    fc.constantFrom(...FAR_SHIFTS),
    fc.integer({ min: -900, max: 900 }),
  );
  return fc
    .tuple(anywhere, fc.array(near, { minLength: 2, maxLength: 2 }), anywhere)
    .map(([first, shifts, last]) => [first, ...shifts.map((shift) => daysAfter(first, shift)), last]);
}

/** Days near one anchor, sometimes near another. */
export function daysNear(anchor: number): fc.Arbitrary<DayPick> {
  return fc.record({
    anchor: fc.oneof({ weight: 3, arbitrary: fc.constant(anchor) }, { weight: 1, arbitrary: fc.nat(3) }),
    shift: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...NEAR_SHIFTS) },
      { weight: 3, arbitrary: fc.constantFrom(...FAR_SHIFTS) },
      { weight: 2, arbitrary: fc.integer({ min: -100, max: 1000 }) },
    ),
  });
}

/** The day of a pick. */
export function resolve({ anchor, shift }: DayPick, anchors: readonly Day[]): Day {
  return daysAfter(anchors[anchor % anchors.length] ?? '2020-01-01', shift);
}
