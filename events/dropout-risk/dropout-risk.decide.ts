import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, decision, findingIf, outsideAges, type Subject } from '../decision.ts';
import { findEnrolment } from '../enrolment/enrolment.decide.ts';
import type { PersonState } from '../person/person.evolve.ts';

export function decideRiskReported(subject: Subject<'dropout-risk-reported.v1'>, state: PersonState, context: DecideContext): Decision {
  const enrolment = findEnrolment(state, subject);
  const { assessedOn } = subject.data;
  const isOver = enrolment !== undefined && (enrolment.neverStarted || (enrolment.endedOn !== null && enrolment.endedOn < assessedOn));
  return decision({
    refusals: [outsideAges(context, assessedOn, pointerTo(subject.at, 'assessedOn'))],
    warnings: [findingIf(isOver, pointerTo(subject.at, 'enrolmentId'), 'risk-on-ended-enrolment')],
    held: enrolment === undefined,
  });
}

export function decideRiskWithdrawn(subject: Subject<'dropout-risk-withdrawn.v1'>, state: PersonState, context: DecideContext): Decision {
  return decision({
    refusals: [outsideAges(context, subject.data.withdrawnOn, pointerTo(subject.at, 'withdrawnOn'))],
    held: findEnrolment(state, subject) === undefined,
  });
}
