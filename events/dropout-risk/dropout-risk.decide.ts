import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, datedAhead, decision, findingIf, type Subject } from '../model/decision.ts';
import { aboutOf, enrolmentOutsideAges, findEnrolment, isOutside } from '../enrolment/named-enrolment.ts';
import type { PersonState } from '../state/person.evolve.ts';

export function decideRiskReported(
  subject: Subject<'dropout-risk-reported.v1'>,
  state: PersonState,
  context: DecideContext,
): Decision {
  const { assessedOn } = subject.data;
  const pointer = pointerTo(subject.at, 'assessedOn');
  const enrolment = findEnrolment(state, subject, assessedOn);
  const isOver =
    enrolment !== undefined &&
    (enrolment.neverStarted || (enrolment.endedOn !== null && enrolment.endedOn < assessedOn));
  return decision({
    refusals: [datedAhead(context, assessedOn, pointer), enrolmentOutsideAges(enrolment, pointer, context)],
    warnings: [
      findingIf(isOver, pointerTo(subject.at, 'enrolmentId'), 'risk-on-ended-enrolment'),
      findingIf(!isOver && isOutside(enrolment, assessedOn, context), pointer, 'outside-enrolment'),
    ],
    held: enrolment === undefined,
  });
}

export function decideRiskWithdrawn(
  subject: Subject<'dropout-risk-withdrawn.v1'>,
  state: PersonState,
  context: DecideContext,
): Decision {
  const { withdrawnOn } = subject.data;
  const pointer = pointerTo(subject.at, 'withdrawnOn');
  const enrolment = findEnrolment(state, subject, withdrawnOn);
  const isUnreported =
    enrolment !== undefined && !aboutOf(state, subject).assessments.some((assessedOn) => assessedOn <= withdrawnOn);
  return decision({
    refusals: [datedAhead(context, withdrawnOn, pointer), enrolmentOutsideAges(enrolment, pointer, context)],
    warnings: [
      findingIf(isUnreported, pointer, 'risk-not-reported'),
      findingIf(isOutside(enrolment, withdrawnOn, context), pointer, 'outside-enrolment'),
    ],
    held: enrolment === undefined,
  });
}
