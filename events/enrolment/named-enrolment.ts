import { pointerTo } from '#libs/validation';
import { type DecideContext, type Finding, findingIf } from '../model/decision.ts';
import type { EnrolmentsState, KnownEnrolment } from './known-enrolment.ts';
import { spanAhead, spanOn, spansOf } from '../model/spans.ts';
import type { Day } from '../model/stored.ts';
import { type AboutEnrolment, NOTHING_ABOUT } from './about-enrolment.ts';
import { enrolmentKey } from './enrolment-key.ts';

interface Naming {
  readonly reporter: string;
  readonly data: { readonly enrolmentId: string };
}

/** The dates of a course by its registration and changes, never by a reported end. */
export interface CourseSpan {
  readonly kind: string;
  readonly startsOn: Day;
  readonly expectedEndsOn: Day | null;
}

/** Everything that the reporter stated under the enrolment id that a report names. */
export function aboutOf(state: EnrolmentsState, { reporter, data }: Naming): AboutEnrolment {
  return state.about.get(enrolmentKey(reporter, data.enrolmentId)) ?? NOTHING_ABOUT;
}

/**
 * The reporter's enrolment that a report with this day is about. `ahead`: for a change or a never-started, which
 * concern the next use of the id once the earlier one has ended.
 * @returns undefined if the enrolment is not known
 */
export function findEnrolment(
  state: EnrolmentsState,
  naming: Naming,
  day: Day,
  ahead: 'ahead' | undefined = undefined,
): KnownEnrolment | undefined {
  const known = state.enrolments.get(enrolmentKey(naming.reporter, naming.data.enrolmentId)) ?? [];
  if (known.length < 2) return known[0];
  const { registrations, ends } = aboutOf(state, naming);
  const spans = spansOf(
    registrations.map(({ startsOn }) => startsOn),
    ends,
  );
  return known[ahead ? spanAhead(spans, day) : spanOn(spans, day)];
}

/**
 * Tests the ages against the whole span: a course that overlaps the ages in scope may begin, change and end outside
 * them. A course without an expected end may last the longest duration of its kind.
 */
export function spanOutsideAges(course: CourseSpan, at: string, context: DecideContext): Finding {
  const { fromAge, beforeAge } = context.scope;
  const { startsOn, expectedEndsOn } = course;
  if (context.ageOn(expectedEndsOn ?? context.limitOf({ ...course, expectedEndsOn: null })) < fromAge) {
    return findingIf(true, pointerTo(at, expectedEndsOn === null ? 'startsOn' : 'expectedEndsOn'), 'over-before-scope');
  }
  return findingIf(context.ageOn(startsOn) >= beforeAge, pointerTo(at, 'startsOn'), 'outside-ages');
}

/** Applies `spanOutsideAges` to a report about an enrolment. Refuses nothing if the enrolment is not known. */
export function enrolmentOutsideAges(
  enrolment: KnownEnrolment | undefined,
  pointer: string,
  context: DecideContext,
): Finding {
  const finding = enrolment && spanOutsideAges(enrolment, '', context);
  return finding && findingIf(true, pointer, finding.code);
}

/**
 * Returns true for a day before the start, after the end or past the limit of the enrolment, and for every day of an
 * enrolment that never started.
 */
export function isOutside(enrolment: KnownEnrolment | undefined, day: Day, context: DecideContext): boolean {
  if (enrolment === undefined) return false;
  return enrolment.neverStarted || day < enrolment.startsOn || day > (enrolment.endedOn ?? context.limitOf(enrolment));
}
