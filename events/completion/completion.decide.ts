import { pointerTo } from '#libs/validation';
import type { DecideContext, Decision, Subject } from '../model/decision.ts';
import { decideEnd } from '../enrolment/end.decide.ts';
import type { EnrolmentsState } from '../enrolment/known-enrolment.ts';
import type { Incoming } from '../model/definition.ts';
import type { EducationCompletedV1 } from './education-completed.event.ts';

export function decideCompletion(
  subject: Subject<Incoming<EducationCompletedV1>>,
  state: EnrolmentsState,
  context: DecideContext,
): Decision {
  const { completedOn, extent } = subject.data;
  const end = {
    ...subject,
    day: completedOn,
    pointer: pointerTo(subject.at, 'completedOn'),
    endsEnrolment: extent !== 'part',
  };
  return decideEnd(end, state, context);
}
