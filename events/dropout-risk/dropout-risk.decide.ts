import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, datedAhead, decision, findingIf, type Subject } from '../model/decision.ts';
import { aboutOf, enrolmentOutsideAges, findEnrolment, isOutside } from '../enrolment/named-enrolment.ts';
import type { EnrolmentsState } from '../enrolment/known-enrolment.ts';
import type { Incoming } from '../model/definition.ts';
import type { DropoutRiskReportedV1 } from './dropout-risk-reported.event.ts';
import type { DropoutRiskWithdrawnV1 } from './dropout-risk-withdrawn.event.ts';

export function decideRiskReported(
  subject: Subject<Incoming<DropoutRiskReportedV1>>,
  state: EnrolmentsState,
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
  subject: Subject<Incoming<DropoutRiskWithdrawnV1>>,
  state: EnrolmentsState,
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
