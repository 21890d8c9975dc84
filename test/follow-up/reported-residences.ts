import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import type { Day } from '#events/model/stored';

/** The days on which all reports come in; the first opens the stories, the second the cases. */
export const ROUNDS: readonly Day[] = [
  '2026-05-04',
  '2026-05-11',
  '2026-05-13',
  '2026-05-18',
  '2026-05-20',
  '2026-05-26',
];
export const MUNICIPALITIES: readonly string[] = ['0751', '0461'];
/** Real codes, an invalid one, a typing error, Greenland. */
const anyCode = fc.constantFrom('0751', '0461', '0751', '0461', '0999', '0009', '0752', '0957');
const anyFrom = fc.oneof(
  fc.constant('2015-01-01'),
  fc.integer({ min: -14, max: 14 }).map((days) => addDays('2026-05-15', days)),
);

/** One report about a residence; `of` picks among the reports in force. */
export interface ResidenceReport {
  readonly round: number;
  readonly what: 'move' | 'correct' | 'withdraw';
  readonly code: string;
  readonly from: Day;
  readonly of: number;
}

export interface ResidenceStory {
  readonly school: string;
  readonly contactIn: number | undefined;
  readonly reports: readonly ResidenceReport[];
}

const anyReport = fc.record({
  round: fc.integer({ min: 0, max: ROUNDS.length - 1 }),
  what: fc.constantFrom('move' as const, 'move' as const, 'correct' as const, 'withdraw' as const),
  code: anyCode,
  from: anyFrom,
  of: fc.nat(10),
});

/**
 * A person who leaves the school, and up to seven reports about the residence in any order, some before and some after.
 */
export const anyResidenceStory = (schools: readonly string[]): fc.Arbitrary<ResidenceStory> =>
  fc.record({
    school: fc.constantFrom(...schools),
    contactIn: fc.option(fc.integer({ min: 2, max: ROUNDS.length - 1 }), { nil: undefined, freq: 5 }),
    reports: fc
      .array(anyReport, { maxLength: 7 })
      .map((reports) => reports.toSorted((one, other) => one.round - other.round)),
  });
