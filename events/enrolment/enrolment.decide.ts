import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, decision, type Finding, findingIf, outsideAges, type Subject } from '../decision.ts';
import type { KnownEnrolment, PersonState } from '../person/person.evolve.ts';
import type { Day } from '../stored.ts';
import { enrolmentKey } from './enrolment-key.ts';

const END_OF_TIME = '9999-12-31';

/** The reporter's enrolment a report names; undefined while it is not known. */
export function findEnrolment(state: PersonState, { reporter, data }: { reporter: string; data: { enrolmentId: string } }): KnownEnrolment | undefined {
  return state.enrolments.get(enrolmentKey(reporter, data.enrolmentId));
}

export function decideEnrolmentRegistered(subject: Subject<'enrolment-registered.v1'>, state: PersonState, context: DecideContext): Decision {
  const { data, at } = subject;
  const key = enrolmentKey(subject.reporter, data.enrolmentId);
  const ended = state.ends.get(key);
  const others = [...state.enrolments.values()].filter((enrolment) => enrolment.key !== key && !enrolment.neverStarted);
  return decision({
    refusals: [
      ...institutionRefusals(data, data.startsOn, at, context),
      findingIf(data.expectedEndsOn !== undefined && data.expectedEndsOn < data.startsOn, pointerTo(at, 'expectedEndsOn'), 'end-before-start'),
      enrolmentOutsideAges({ ...data, expectedEndsOn: data.expectedEndsOn ?? null }, pointerTo(at, 'startsOn'), context),
    ],
    warnings: [
      findingIf(state.enrolments.has(key), pointerTo(at, 'enrolmentId'), 'enrolment-known'),
      findingIf(others.some((other) => isSameCourse(other, data)), pointerTo(at, 'enrolmentId'), 'duplicate-enrolment'),
      findingIf(others.some((other) => !isSameCourse(other, data) && overlaps(other, data)), pointerTo(at, 'startsOn'), 'enrolment-overlap'),
      findingIf(ended !== undefined && ended < data.startsOn, pointerTo(at, 'startsOn'), 'end-known-before-start'),
    ],
  });
}

export function decideEnrolmentChanged(subject: Subject<'enrolment-changed.v1'>, state: PersonState, context: DecideContext): Decision {
  const { data, at } = subject;
  const known = findEnrolment(state, subject);
  const { enrolmentId, changedOn, ...changes } = data;
  const startsOn = data.startsOn ?? known?.startsOn;
  const expectedEndsOn = data.expectedEndsOn ?? known?.expectedEndsOn ?? null;
  const kind = data.kind ?? known?.kind;
  const ended = state.ends.get(enrolmentKey(subject.reporter, enrolmentId));
  const movesStart = data.startsOn !== undefined || data.kind !== undefined;
  return decision({
    refusals: [
      findingIf(Object.keys(changes).length === 0, at, 'nothing-changed'),
      ...institutionRefusals(data, changedOn, at, context),
      findingIf(startsOn !== undefined && expectedEndsOn !== null && expectedEndsOn < startsOn, pointerTo(at, 'expectedEndsOn'), 'end-before-start'),
      findingIf(data.startsOn !== undefined && ended !== undefined && ended < data.startsOn, pointerTo(at, 'startsOn'), 'end-before-start'),
      movesStart && startsOn !== undefined && kind !== undefined
        ? enrolmentOutsideAges({ kind, startsOn, expectedEndsOn }, pointerTo(at, 'startsOn'), context)
        : undefined,
    ],
    held: known === undefined,
  });
}

export function decideNeverStarted(subject: Subject<'enrolment-never-started.v1'>, state: PersonState, context: DecideContext): Decision {
  return decision({
    refusals: [outsideAges(context, subject.data.establishedOn, pointerTo(subject.at, 'establishedOn'))],
    held: findEnrolment(state, subject) === undefined,
  });
}

function institutionRefusals(
  data: { readonly institution?: string; readonly department?: string },
  day: Day,
  at: string,
  context: DecideContext,
): Finding[] {
  const { institution, department } = data;
  return [
    findingIf(institution !== undefined && context.institution(institution, day) === 'unknown', pointerTo(at, 'institution'), 'unknown-institution'),
    findingIf(institution !== undefined && !context.mayReport(institution), pointerTo(at, 'institution'), 'institution-not-yours'),
    findingIf(department !== undefined && context.institution(department, day) === 'unknown', pointerTo(at, 'department'), 'unknown-institution'),
  ];
}

/** Compulsory school begins at six: what counts is whether some of its span lies within the ages. */
function enrolmentOutsideAges(
  enrolment: { readonly kind: string; readonly startsOn: Day; readonly expectedEndsOn: Day | null },
  pointer: string,
  context: DecideContext,
): Finding {
  if (enrolment.kind !== 'compulsory') return outsideAges(context, enrolment.startsOn, pointer);
  const endsTooEarly = enrolment.expectedEndsOn !== null && context.ageOn(enrolment.expectedEndsOn) < context.scope.fromAge;
  return findingIf(endsTooEarly || context.ageOn(enrolment.startsOn) >= context.scope.beforeAge, pointer, 'outside-ages');
}

interface Course {
  readonly institution: string;
  readonly education: { readonly system: string; readonly code: string };
  readonly startsOn: Day;
}

function isSameCourse(one: Course, other: Course): boolean {
  return one.institution === other.institution && one.startsOn === other.startsOn
    && one.education.system === other.education.system && one.education.code === other.education.code;
}

function overlaps(known: KnownEnrolment, data: { readonly startsOn: Day; readonly expectedEndsOn?: string }): boolean {
  const knownEnd = known.endedOn ?? known.expectedEndsOn ?? END_OF_TIME;
  return known.startsOn <= (data.expectedEndsOn ?? END_OF_TIME) && data.startsOn <= knownEnd;
}
