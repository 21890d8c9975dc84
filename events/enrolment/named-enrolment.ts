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

/** The dates a course has by its registration and changes, never by a reported end. */
export interface CourseSpan {
  readonly kind: string;
  readonly startsOn: Day;
  readonly expectedEndsOn: Day | null;
}

/** All that the reporter stated under the enrolment id a report names. */
export function aboutOf(state: EnrolmentsState, { reporter, data }: Naming): AboutEnrolment {
  return state.about.get(enrolmentKey(reporter, data.enrolmentId)) ?? NOTHING_ABOUT;
}

/**
 * The reporter's enrolment a report of a day is about; undefined while it is not known. `ahead`: for a change and a
 * never-started, which speak of the next use of the id once the earlier one has ended.
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
 * Judges the ages by the whole span: a course that reaches into them may begin, change and end outside. Without an
 * expected end it may last the longest duration of its kind.
 */
export function spanOutsideAges(course: CourseSpan, at: string, context: DecideContext): Finding {
  const { fromAge, beforeAge } = context.scope;
  const { startsOn, expectedEndsOn } = course;
  if (context.ageOn(expectedEndsOn ?? context.limitOf({ ...course, expectedEndsOn: null })) < fromAge) {
    return findingIf(true, pointerTo(at, expectedEndsOn === null ? 'startsOn' : 'expectedEndsOn'), 'over-before-scope');
  }
  return findingIf(context.ageOn(startsOn) >= beforeAge, pointerTo(at, 'startsOn'), 'outside-ages');
}

/** The same for what hangs on an enrolment; nothing is refused while that is not known. */
export function enrolmentOutsideAges(
  enrolment: KnownEnrolment | undefined,
  pointer: string,
  context: DecideContext,
): Finding {
  const finding = enrolment && spanOutsideAges(enrolment, '', context);
  return finding && findingIf(true, pointer, finding.code);
}

/** A day before the start, after the end or past the limit of the enrolment, or any day if it never started. */
export function isOutside(enrolment: KnownEnrolment | undefined, day: Day, context: DecideContext): boolean {
  if (enrolment === undefined) return false;
  return enrolment.neverStarted || day < enrolment.startsOn || day > (enrolment.endedOn ?? context.limitOf(enrolment));
}
