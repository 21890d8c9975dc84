import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, decision, findingIf, outsideAges, type Subject } from '../decision.ts';
import { findEnrolment } from '../enrolment/enrolment.decide.ts';
import { enrolmentKey } from '../enrolment/enrolment-key.ts';
import type { PersonState } from '../person/person.evolve.ts';

export function decideLeaveStarted(subject: Subject<'leave-started.v1'>, state: PersonState, context: DecideContext): Decision {
  const { from, expectedUntil } = subject.data;
  return decision({
    refusals: [
      findingIf(expectedUntil !== undefined && expectedUntil < from, pointerTo(subject.at, 'expectedUntil'), 'until-before-from'),
      outsideAges(context, from, pointerTo(subject.at, 'from')),
    ],
    held: findEnrolment(state, subject) === undefined,
  });
}

/** An end before every known start is refused; an end without any known start may have overtaken it. */
export function decideLeaveEnded(subject: Subject<'leave-ended.v1'>, state: PersonState, context: DecideContext): Decision {
  const { lastDay, enrolmentId } = subject.data;
  const starts = state.leaves.get(enrolmentKey(subject.reporter, enrolmentId)) ?? [];
  const pointer = pointerTo(subject.at, 'lastDay');
  return decision({
    refusals: [
      findingIf(starts.length > 0 && starts.every((from) => lastDay < from), pointer, 'until-before-from'),
      outsideAges(context, lastDay, pointer),
    ],
    held: findEnrolment(state, subject) === undefined,
  });
}
