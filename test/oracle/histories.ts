import fc from 'fast-check';
import type { PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';
import { daysAfter } from './calendar-by-hand.ts';
import { type Draft, stored } from './envelope.ts';
import { type About, FIRST_TAKEN_BACK, abouts, correctionDrafts } from './report-corrections.ts';
import { anchorDays, birthDates } from './day-picks.ts';
import {
  type Drafted,
  type Key,
  leaveToldTwice,
  neverStartedAndEnded,
  otherReports,
  registrations,
  reportsOn,
  reusedId,
} from './report-drafts.ts';

interface Arrival {
  readonly delay: number;
  readonly gap: number;
}

const arrivals: fc.Arbitrary<Arrival[]> = fc.array(
  fc.record({ delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })), gap: fc.integer({ min: 1, max: 40 }) }),
  { minLength: 50, maxLength: 50, size: 'max' },
);

const enrolmentKeys: fc.Arbitrary<Key> = fc.record({
  anchor: fc.nat(3),
  reporter: fc.constantFrom('101001', '101001', '101001', '202002'),
  enrolmentId: fc.constantFrom('e1', 'e2', 'e3', 'e4'),
});

/** One enrolment and the reports about it; one in eight is never registered itself: its reports stay held. */
const enrolmentPlans: fc.Arbitrary<Drafted[]> = enrolmentKeys.chain((key) =>
  fc
    .record({
      registered: fc.integer({ min: 0, max: 7 }).map((value) => value < 7),
      registration: registrations(key),
      reports: fc.array(reportsOn(key), { maxLength: 5, size: 'max' }),
      more: fc.oneof(
        { weight: 4, arbitrary: fc.constant<Drafted[]>([]) },
        { weight: 1, arbitrary: leaveToldTwice(key) },
        { weight: 1, arbitrary: reusedId(key) },
        { weight: 1, arbitrary: neverStartedAndEnded(key) },
      ),
    })
    .map(({ registered, registration, reports, more }) => [...(registered ? [registration] : []), ...reports, ...more]),
);

/** Events in order of arrival: each draft as late as its delay, positions strictly increasing with gaps. */
export function arrange(drafts: readonly Draft[], arrival: readonly Arrival[]): PersonHistory['events'] {
  let position = 0;
  return drafts
    .map((draft, number) => ({ draft, number, at: number * 3 + (arrival[number % arrival.length]?.delay ?? 0) }))
    .sort((one, other) => one.at - other.at || one.number - other.number)
    .map(({ draft, number }, place) => {
      position += arrival[place % arrival.length]?.gap ?? 1;
      return stored(draft, number, position, place + 1);
    });
}

/**
 * The same reports about an enrolment of another name: all days of the two are equal, only the order of recording
 * separates them.
 */
function twinOf(plan: readonly Drafted[]): Drafted[] {
  return plan.map((drafted) => (anchors) => {
    const { type, reporter, data } = drafted(anchors);
    return { type, reporter, data: { ...data, enrolmentId: 'twin' } };
  });
}

const oneInThree = fc.nat(2).map((value) => value === 2);

/** Histories with everything at once: late, out of order, corrected, withdrawn, held, doubled, at the edges of age. */
export const histories: fc.Arbitrary<PersonHistory> = birthDates.chain((numberBirthDate) =>
  fc
    .record({
      anchors: anchorDays(numberBirthDate),
      plans: fc.array(enrolmentPlans, { minLength: 1, maxLength: 4, size: 'max' }),
      twins: oneInThree,
      /** Places of reports that are sent twice under two ids. */
      echoes: fc.array(fc.nat(20), { maxLength: 2 }),
      others: fc.array(otherReports, { maxLength: 2 }),
      about: fc.oneof(
        fc.constant<About[]>([]),
        fc.constant([FIRST_TAKEN_BACK]),
        fc.array(abouts, { maxLength: 7, size: 'max' }),
        fc.array(abouts, { maxLength: 7, size: 'max' }),
      ),
      arrival: arrivals,
    })
    .map(({ anchors, plans, twins, echoes, others, about, arrival }) => {
      const once = [...plans.flat(), ...(twins ? twinOf(plans[0] ?? []) : []), ...others].map((drafted) =>
        drafted(anchors),
      );
      const reports = [...once, ...echoes.flatMap((number) => once[number % once.length] ?? [])];
      const drafts = [...reports, ...correctionDrafts(reports, about)];
      return { person: 'person-1', numberBirthDate, events: arrange(drafts, arrival) };
    }),
);

/** Days without a special reason. */
export const randomDays: fc.Arbitrary<Day[]> = fc.array(
  fc.integer({ min: 0, max: 20 * 365 }).map((days) => daysAfter('2014-01-01', days)),
  { minLength: 12, maxLength: 12, size: 'max' },
);
