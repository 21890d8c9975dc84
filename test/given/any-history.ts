import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import { ENROLMENT_KINDS } from '#events/enrolment/enrolment-registered.event';
import type { PersonHistory, ReportType } from '#events/person-event';
import { type Draft, by, history, named } from './history.ts';
import {
  changed,
  completed,
  corrected,
  interrupted,
  leaveEnded,
  leaveStarted,
  neverStarted,
  personRegistered,
  registered,
  riskReported,
  riskWithdrawn,
  withdrawn,
} from './reports.ts';

/** Few days, so that reports fall on the same one; around both scope ages. */
const days = fc.constantFrom(
  '2019-08-12',
  '2020-03-09',
  '2020-03-10',
  '2021-06-30',
  '2021-08-10',
  '2021-09-09',
  '2023-12-31',
  '2024-02-29',
  '2024-03-31',
  '2026-06-30',
  '2026-07-30',
  '2034-12-01',
  '2035-03-10',
);
const enrolments = fc.constantFrom('H1', 'H1', 'H2');
const kinds = fc.constantFrom(...ENROLMENT_KINDS);
const expected = fc.option(days, { nil: undefined });

const registrations = fc.tuple(enrolments, days, expected, kinds).map(([id, startsOn, end, kind]) => {
  return registered(id, { startsOn, kind, ...(end === undefined ? {} : { expectedEndsOn: end }) });
});
const changes = fc.tuple(enrolments, days, expected, expected, kinds).map(([id, on, startsOn, end, kind]) => {
  return changed(id, on, {
    kind,
    ...(startsOn === undefined ? {} : { startsOn }),
    ...(end === undefined ? {} : { expectedEndsOn: end }),
  });
});
const onEnrolment = fc
  .tuple(enrolments, days, fc.nat(8), fc.boolean())
  .map(([id, day, which, either]): Draft<ReportType> => {
    const drafts: readonly Draft<ReportType>[] = [
      interrupted(id, day),
      completed(id, day),
      completed(id, day, either ? 'part' : 'not-passed'),
      leaveStarted(id, day),
      leaveEnded(id, day),
      riskReported(id, day, either ? 'yellow' : 'green'),
      riskReported(id, day),
      riskWithdrawn(id, day),
    ];
    return drafts[which] ?? neverStarted(id, day);
  });
const births = fc.constantFrom('2005-03-10', '2004-02-29').map(personRegistered);
const reports: fc.Arbitrary<Draft<ReportType>> = fc.oneof(
  { weight: 4, arbitrary: registrations },
  { weight: 2, arbitrary: changes },
  { weight: 6, arbitrary: onEnrolment },
  { weight: 1, arbitrary: births },
);
const targets = fc.integer({ min: 1, max: 12 }).map((place) => `e${place}`);
const drafts: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 6, arbitrary: reports },
  { weight: 1, arbitrary: fc.tuple(targets, reports).map(([target, content]) => corrected(target, content)) },
  { weight: 1, arbitrary: targets.map((target) => withdrawn(target)) },
  { weight: 1, arbitrary: reports.map((report) => by('999999', report)) },
);

/** Anything that a sender may send in any order: held, doubled, corrected, withdrawn, contradictory. */
export const anyHistory: fc.Arbitrary<PersonHistory> = fc
  .array(drafts, { minLength: 1, maxLength: 12, size: 'max' })
  .map((list) => history(...list));

/** Any day from before the scope ages to after them. */
export const anyDay = fc.oneof(
  days,
  days.map((day) => addDays(day, 1)),
  fc.integer({ min: 0, max: 6500 }).map((n) => addDays('2018-01-01', n)),
);

const enrolmentParts = fc.tuple(kinds, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }));

/** One enrolment with at most one report of each sort, each date from `day` and no date used twice. */
function enrolmentOn(
  id: string,
  [kind, has]: [(typeof ENROLMENT_KINDS)[number], boolean[]],
  day: (part: number) => string,
): Draft[] {
  const optional: readonly Draft[] = [
    has[6] === true ? interrupted(id, day(2)) : completed(id, day(2)),
    leaveStarted(id, day(3)),
    leaveEnded(id, day(4)),
    riskReported(id, day(5)),
    riskWithdrawn(id, day(6)),
    changed(id, day(7), { department: 'north' }),
  ];
  const registration = registered(id, { kind, startsOn: day(0), expectedEndsOn: day(1) });
  return [named(id, registration), ...optional.filter((_, part) => has[part])];
}

/**
 * Reports of which no two compete, so that nothing depends on the order of recording; with a correction, a withdrawal
 * and a withdrawn doubtful report. Dates are forty days apart, so that no limit falls on the end of another.
 */
export const uncontestedDrafts: fc.Arbitrary<Draft[]> = fc
  .tuple(
    fc.uniqueArray(fc.nat(150), { minLength: 27, maxLength: 27 }),
    fc.array(enrolmentParts, { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([places, parts, takenBack]) => {
    const day = (place: number): string => addDays('2018-08-01', 40 * (places[place] ?? 0));
    const all = parts.flatMap((part, index) => enrolmentOn(`H${index + 1}`, part, (place) => day(8 * index + place)));
    const moved = corrected('H1', registered('H1', { startsOn: day(24), expectedEndsOn: day(25), kind: 'higher' }));
    const doubtful = named('doubtful', interrupted('H1', day(26)));
    return [...all, moved, doubtful, withdrawn('doubtful'), ...(takenBack ? [withdrawn('H2')] : [])];
  });
