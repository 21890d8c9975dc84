import { pointerTo } from '#libs/validation';
import {
  type DecideContext,
  type Decision,
  decision,
  type Finding,
  findingIf,
  type Subject,
} from '../model/decision.ts';
import type { EnrolmentsState, KnownEnrolment } from './known-enrolment.ts';
import { spanOn, spansOf } from '../model/spans.ts';
import type { Day } from '../model/stored.ts';
import { enrolmentKey } from './enrolment-key.ts';
import { isPseudoEducation } from './education-code.ts';
import { aboutOf, type CourseSpan, findEnrolment, spanOutsideAges } from './named-enrolment.ts';
import type { Incoming } from '../model/definition.ts';
import type { EnrolmentChangedV1 } from './enrolment-changed.event.ts';
import type { EnrolmentRegisteredV1 } from './enrolment-registered.event.ts';

const END_OF_TIME = '9999-12-31';

export function decideEnrolmentRegistered(
  subject: Subject<Incoming<EnrolmentRegisteredV1>>,
  state: EnrolmentsState,
  context: DecideContext,
): Decision {
  const { data, at } = subject;
  const key = enrolmentKey(subject.reporter, data.enrolmentId);
  const course = { ...data, expectedEndsOn: data.expectedEndsOn ?? null };
  const others = [...state.enrolments].flatMap(([other, known]) =>
    other === key ? [] : known.filter(({ neverStarted }) => !neverStarted),
  );
  return decision({
    refusals: [
      ...institutionRefusals(data, data.startsOn, at, context),
      pseudoRefusal(data, at, context),
      findingIf(
        data.expectedEndsOn !== undefined && data.expectedEndsOn < data.startsOn,
        pointerTo(at, 'expectedEndsOn'),
        'end-before-start',
      ),
      spanOutsideAges(course, at, context),
    ],
    warnings: [
      ...sameIdWarnings(subject, state),
      findingIf(
        others.some((other) => isSameCourse(other, data)),
        pointerTo(at, 'enrolmentId'),
        'duplicate-enrolment',
      ),
      findingIf(
        others.some((other) => !isSameCourse(other, data) && overlaps(other, data)),
        pointerTo(at, 'startsOn'),
        'enrolment-overlap',
      ),
      ...courseWarnings(course, data, at, context),
      kindWarning(data.institution, data.kind, data.startsOn, at, context),
    ],
  });
}

export function decideEnrolmentChanged(
  subject: Subject<Incoming<EnrolmentChangedV1>>,
  state: EnrolmentsState,
  context: DecideContext,
): Decision {
  const { data, at } = subject;
  const known = findEnrolment(state, subject, data.changedOn, 'ahead');
  const { enrolmentId: _, changedOn, ...changes } = data;
  const course = known && courseAfter(known, data);
  const ended = known?.endedOn ?? undefined;
  const reaches = known === undefined || course === undefined || spanOutsideAges(known, at, context) === undefined;
  const isOff =
    known !== undefined &&
    course !== undefined &&
    (known.neverStarted || changedOn < course.startsOn || (ended !== undefined && ended < changedOn));
  return decision({
    refusals: [
      findingIf(Object.keys(changes).length === 0, at, 'nothing-changed'),
      ...institutionRefusals(data, changedOn, at, context, known?.institution),
      pseudoRefusal(data, at, context),
      findingIf(isReversed(course ?? data), pointerTo(at, 'expectedEndsOn'), 'end-before-start'),
      findingIf(
        data.startsOn !== undefined && ended !== undefined && ended < data.startsOn,
        pointerTo(at, 'startsOn'),
        'end-before-start',
      ),
      reaches ? undefined : spanOutsideAges(course, at, context),
    ],
    warnings: [
      findingIf(isOff, pointerTo(at, 'changedOn'), 'outside-enrolment'),
      ...(course ? courseWarnings(course, data, at, context) : []),
      course && (data.kind ?? data.institution) !== undefined
        ? kindWarning(data.institution ?? known?.institution, course.kind, changedOn, at, context)
        : undefined,
    ],
    held: known === undefined,
  });
}

function courseAfter(
  known: KnownEnrolment,
  data: Partial<Omit<CourseSpan, 'expectedEndsOn'>> & { readonly expectedEndsOn?: Day },
): CourseSpan {
  return {
    kind: data.kind ?? known.kind,
    startsOn: data.startsOn ?? known.startsOn,
    expectedEndsOn: data.expectedEndsOn ?? known.expectedEndsOn,
  };
}

function isReversed({
  startsOn,
  expectedEndsOn,
}: {
  readonly startsOn?: Day;
  readonly expectedEndsOn?: Day | null;
}): boolean {
  return startsOn !== undefined && expectedEndsOn !== undefined && expectedEndsOn !== null && expectedEndsOn < startsOn;
}

/**
 * Warns if the same enrolment is reported again under its id, or if an end under that id lies before the start. Does
 * not warn if an earlier use of the id ended before this start.
 */
function sameIdWarnings(subject: Subject<Incoming<EnrolmentRegisteredV1>>, state: EnrolmentsState): Finding[] {
  const { data, at } = subject;
  const { registrations, ends } = aboutOf(state, subject);
  const spans = spansOf([...registrations.map(({ startsOn }) => startsOn), data.startsOn], ends);
  const place = spanOn(spans, data.startsOn);
  const inSpan = (day: Day): boolean => spanOn(spans, day) === place;
  return [
    findingIf(
      registrations.some(({ startsOn }) => inSpan(startsOn)),
      pointerTo(at, 'enrolmentId'),
      'enrolment-known',
    ),
    findingIf(
      ends.some((end) => inSpan(end) && end < data.startsOn),
      pointerTo(at, 'startsOn'),
      'end-known-before-start',
    ),
  ];
}

/** Warns of implausible days of a course, if the report names them. */
function courseWarnings(
  course: CourseSpan,
  named: { readonly startsOn?: Day; readonly expectedEndsOn?: Day },
  at: string,
  context: DecideContext,
): Finding[] {
  const { expectedEndsOn } = course;
  const isTooLong = expectedEndsOn !== null && expectedEndsOn > context.limitOf({ ...course, expectedEndsOn: null });
  return [
    findingIf(
      named.startsOn !== undefined && context.ageOn(course.startsOn) < 0,
      pointerTo(at, 'startsOn'),
      'start-before-birth',
    ),
    findingIf(named.expectedEndsOn !== undefined && isTooLong, pointerTo(at, 'expectedEndsOn'), 'end-beyond-longest'),
  ];
}

function kindWarning(
  institution: string | undefined,
  kind: string,
  day: Day,
  at: string,
  context: DecideContext,
): Finding {
  const isOdd = institution !== undefined && !context.offers(institution, kind, day);
  return findingIf(isOdd, pointerTo(at, 'kind'), 'kind-against-institution');
}

function pseudoRefusal(
  { education }: { readonly education?: KnownEnrolment['education'] },
  at: string,
  context: DecideContext,
): Finding {
  const isPseudo = education !== undefined && isPseudoEducation(education, context.pseudoEducations);
  return findingIf(isPseudo, pointerTo(at, 'education'), 'pseudo-education');
}

function institutionRefusals(
  data: { readonly institution?: string | undefined; readonly department?: string },
  day: Day,
  at: string,
  context: DecideContext,
  knownInstitution?: string,
): Finding[] {
  const { institution, department } = data;
  const isUnknownDepartment = department !== undefined && context.institution(department, day) === 'unknown';
  const main = institution ?? knownInstitution;
  const isElsewhere =
    department !== undefined &&
    !isUnknownDepartment &&
    main !== undefined &&
    !context.isDepartmentOf(department, main, day);
  return [
    findingIf(
      institution !== undefined && context.institution(institution, day) === 'unknown',
      pointerTo(at, 'institution'),
      'unknown-institution',
    ),
    findingIf(
      institution !== undefined && !context.mayReport(institution),
      pointerTo(at, 'institution'),
      'institution-not-yours',
    ),
    findingIf(isUnknownDepartment, pointerTo(at, 'department'), 'unknown-institution'),
    findingIf(isElsewhere, pointerTo(at, 'department'), 'department-elsewhere'),
  ];
}

interface Course {
  readonly institution: string;
  readonly education: { readonly system: string; readonly code: string };
  readonly startsOn: Day;
}

function isSameCourse(one: Course, other: Course): boolean {
  return (
    one.institution === other.institution &&
    one.startsOn === other.startsOn &&
    one.education.system === other.education.system &&
    one.education.code === other.education.code
  );
}

function overlaps(known: KnownEnrolment, data: { readonly startsOn: Day; readonly expectedEndsOn?: string }): boolean {
  const knownEnd = known.endedOn ?? known.expectedEndsOn ?? END_OF_TIME;
  return known.startsOn <= (data.expectedEndsOn ?? END_OF_TIME) && data.startsOn <= knownEnd;
}
