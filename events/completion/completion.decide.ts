import { pointerTo } from '#libs/validation';
import type { DecideContext, Decision, Subject } from '../model/decision.ts';
import { decideEnd } from '../enrolment/end.decide.ts';
import type { PersonState } from '../state/person.evolve.ts';

export function decideCompletion(
  subject: Subject<'education-completed.v1'>,
  state: PersonState,
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
