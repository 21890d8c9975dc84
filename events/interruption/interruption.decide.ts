import { pointerTo } from '#libs/validation';
import type { DecideContext, Decision, Subject } from '../model/decision.ts';
import { decideEnd } from '../enrolment/end.decide.ts';
import type { EnrolmentsState } from '../enrolment/known-enrolment.ts';
import type { Incoming } from '../model/definition.ts';
import type { EducationInterruptedV1 } from './education-interrupted.event.ts';

export function decideInterruption(
  subject: Subject<Incoming<EducationInterruptedV1>>,
  state: EnrolmentsState,
  context: DecideContext,
): Decision {
  const end = { ...subject, day: subject.data.lastDay, pointer: pointerTo(subject.at, 'lastDay'), endsEnrolment: true };
  return decideEnd(end, state, context);
}
