import fc from 'fast-check';
import { ENROLMENT_KINDS } from '#events/enrolment/enrolment-registered.event';
import type { Day } from '#events/model/stored';
import { daysAfter } from './calendar-by-hand.ts';
import { birthDates, daysNear, resolve } from './day-picks.ts';
import type { Draft } from './envelope.ts';

/** A draft once the anchors are known. */
export type Drafted = (anchors: readonly Day[]) => Draft;

const EDUCATION = { system: 'dk-education', code: '1145' };
const ADMISSION_TESTS = [
  { system: 'cosa', code: '3000' },
  { system: 'cosa', code: '2997' },
  { system: 'dst-udd', code: '3000' },
  { system: 'uddannelse', code: '2997' },
  { system: 'dk-cosa.2025', code: '03000' },
  { system: 'cossa', code: '3000' },
];
/** The same digits under another code set, and real educations. */
const NO_ADMISSION_TESTS = [
  EDUCATION,
  EDUCATION,
  { system: 'isced', code: '3000' },
  { system: 'zzz', code: '3000' },
  { system: 'cosa', code: '3009' },
];
const REASON = { system: 'dk-exit', code: '05' };

/** Nothing in half of the cases: in fast-check one in `freq` is nil. */
function sometimes<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(arbitrary, { freq: 2 });
}

/** Compulsory school more often: a change of kind is visible at once only there. */
const kinds = fc.constantFrom(...ENROLMENT_KINDS, 'compulsory', 'compulsory');

/** The enrolment with its reporter, and the anchor that most of its days are near. */
export interface Key {
  readonly anchor: number;
  readonly reporter: string;
  readonly enrolmentId: string;
}

const educations = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...NO_ADMISSION_TESTS) },
  { weight: 1, arbitrary: fc.constantFrom(...ADMISSION_TESTS) },
);

function drafted(
  type: Draft['type'],
  { reporter, enrolmentId }: Key,
  fields: (anchors: readonly Day[]) => object,
): Drafted {
  return (anchors) => ({ type, reporter, data: { enrolmentId, ...fields(anchors) } });
}

/** Registrations of one enrolment; sometimes without an expected end, sometimes with one before the start. */
export function registrations(key: Key): fc.Arbitrary<Drafted> {
  const near = daysNear(key.anchor);
  const years = fc.constantFrom(0, 365, 731, 1096);
  const expectedEnds = sometimes(fc.tuple(near, years).map(([pick, more]) => ({ ...pick, shift: pick.shift + more })));
  return fc.tuple(kinds, near, expectedEnds, educations).map(([kind, startsOn, expectedEndsOn, education]) =>
    drafted('enrolment-registered.v1', key, (anchors) => ({
      institution: key.reporter,
      education,
      startsOn: resolve(startsOn, anchors),
      ...(expectedEndsOn && { expectedEndsOn: resolve(expectedEndsOn, anchors) }),
      kind,
    })),
  );
}

function changes(key: Key): fc.Arbitrary<Drafted> {
  const near = daysNear(key.anchor);
  return fc
    .tuple(near, sometimes(near), sometimes(near), sometimes(kinds), fc.option(educations, { freq: 1 }))
    .map(([changedOn, startsOn, expectedEndsOn, kind, education]) =>
      drafted('enrolment-changed.v1', key, (anchors) => ({
        changedOn: resolve(changedOn, anchors),
        ...(startsOn && { startsOn: resolve(startsOn, anchors) }),
        ...(expectedEndsOn && { expectedEndsOn: resolve(expectedEndsOn, anchors) }),
        ...(kind && { kind }),
        ...(education && { education }),
      })),
    );
}

function dated(
  type: Draft['type'],
  key: Key,
  field: string,
  others: fc.Arbitrary<object> = fc.constant({}),
): fc.Arbitrary<Drafted> {
  return fc
    .tuple(daysNear(key.anchor), others)
    .map(([on, rest]) => drafted(type, key, (anchors) => ({ [field]: resolve(on, anchors), ...rest })));
}

/**
 * Ends lie mostly some time after the start, else nearly all would lie before it; some share one day, so that they
 * compete.
 */
function ends(type: Draft['type'], key: Key, field: string, others: fc.Arbitrary<object>): fc.Arbitrary<Drafted> {
  const shared = fc.constant({ anchor: 0, shift: 0 });
  const days = fc.tuple(
    fc.oneof(daysNear(key.anchor), daysNear(key.anchor), shared),
    fc.constantFrom(0, 2, 180, 731, 731),
  );
  return fc
    .tuple(days, others)
    .map(([[on, later], rest]) =>
      drafted(type, key, (anchors) => ({ [field]: daysAfter(resolve(on, anchors), later), ...rest })),
    );
}

const extents = fc.record({ extent: fc.constantFrom('whole', 'whole', 'whole', 'part', 'not-passed') });
const levels = fc.constantFrom({}, { level: 'red' }, { level: 'yellow' }, { level: 'green' });

function arbitrariesOn(key: Key) {
  return {
    change: changes(key),
    neverStarted: dated('enrolment-never-started.v1', key, 'establishedOn'),
    interruption: ends('education-interrupted.v1', key, 'lastDay', fc.constant({ reason: REASON })),
    completion: ends('education-completed.v1', key, 'completedOn', extents),
    leaveStart: dated('leave-started.v1', key, 'from'),
    leaveEnd: dated('leave-ended.v1', key, 'lastDay'),
    risk: dated('dropout-risk-reported.v1', key, 'assessedOn', levels),
    riskWithdrawal: dated('dropout-risk-withdrawn.v1', key, 'withdrawnOn'),
  };
}

/** Any report about an enrolment, including its registration once more. */
export function reportsOn(key: Key): fc.Arbitrary<Drafted> {
  const on = arbitrariesOn(key);
  return fc.oneof(
    { weight: 1, arbitrary: registrations(key) },
    { weight: 4, arbitrary: on.change },
    { weight: 1, arbitrary: on.neverStarted },
    { weight: 4, arbitrary: on.interruption },
    { weight: 6, arbitrary: on.completion },
    { weight: 4, arbitrary: on.leaveStart },
    { weight: 3, arbitrary: on.leaveEnd },
    { weight: 5, arbitrary: on.risk },
    { weight: 2, arbitrary: on.riskWithdrawal },
  );
}

/** One leave as it is often reported: its start twice, with or without the end between them. */
export function leaveToldTwice(key: Key): fc.Arbitrary<Drafted[]> {
  return fc
    .tuple(daysNear(key.anchor), fc.constantFrom(0, 1, 30), fc.constantFrom(0, 0, 5, 40))
    .map(([from, length, later]) => {
      const start = drafted('leave-started.v1', key, (anchors) => ({ from: resolve(from, anchors) }));
      const again = drafted('leave-started.v1', key, (anchors) => ({ from: daysAfter(resolve(from, anchors), later) }));
      const end = drafted('leave-ended.v1', key, (anchors) => ({ lastDay: daysAfter(resolve(from, anchors), length) }));
      return [start, end, again];
    });
}

/** One enrolment id used twice: a course, its end, a later course under the same id, and reports on either. */
export function reusedId(key: Key): fc.Arbitrary<Drafted[]> {
  const lengths = fc.constantFrom(0, 1, 180, 365);
  return fc
    .tuple(
      registrations(key),
      daysNear(key.anchor),
      lengths,
      lengths,
      fc.constantFrom('interrupted', 'whole', 'not-passed'),
      fc.constantFrom(...ENROLMENT_KINDS),
    )
    .map(([first, start, length, gap, outcome, kind]) => {
      const endOf = (anchors: readonly Day[]): Day => daysAfter(resolve(start, anchors), length);
      const moved: Drafted = (anchors) => {
        const draft = first(anchors);
        return { ...draft, data: { ...draft.data, startsOn: resolve(start, anchors) } };
      };
      const end: Drafted =
        outcome === 'interrupted'
          ? drafted('education-interrupted.v1', key, (anchors) => ({ lastDay: endOf(anchors), reason: REASON }))
          : drafted('education-completed.v1', key, (anchors) => ({ completedOn: endOf(anchors), extent: outcome }));
      const again = drafted('enrolment-registered.v1', key, (anchors) => ({
        institution: key.reporter,
        education: EDUCATION,
        startsOn: daysAfter(endOf(anchors), gap),
        kind,
      }));
      return [moved, end, again];
    });
}

/** Never started and an end of the same enrolment, in either order of the days. */
export function neverStartedAndEnded(key: Key): fc.Arbitrary<Drafted[]> {
  const on = arbitrariesOn(key);
  return fc.tuple(on.neverStarted, fc.oneof(on.interruption, on.completion)).map((drafts) => [...drafts]);
}

/** An enrolment's registration with at most one report of each kind about it. */
export function oneOfEachOn(key: Key): fc.Arbitrary<Drafted[]> {
  const on = arbitrariesOn(key);
  return fc
    .tuple(
      registrations(key),
      sometimes(on.change),
      sometimes(fc.oneof(on.interruption, on.completion, on.completion, on.neverStarted)),
      sometimes(on.leaveStart),
      sometimes(on.leaveEnd),
      sometimes(on.risk),
      sometimes(on.riskWithdrawal),
    )
    .map((drafts) => drafts.filter((each) => each !== null));
}

/** Reports that do not concern an enrolment: a birth date sometimes, else reports that the status must ignore. */
export const otherReports: fc.Arbitrary<Drafted> = fc.oneof(
  birthDates.map((birthDate): Drafted => () => ({
    type: 'person-registered.v1',
    reporter: 'cpr',
    data: { birthDate },
  })),
  daysNear(0).map((from): Drafted => (anchors) => ({
    type: 'residence-changed.v1',
    reporter: 'cpr',
    data: { municipality: '0751', from: resolve(from, anchors) },
  })),
  daysNear(0).map((on): Drafted => (anchors) => ({
    type: 'contact-made.v1',
    reporter: 'municipality-0751',
    data: { on: resolve(on, anchors), channel: REASON, guardianInvolved: false },
  })),
);
