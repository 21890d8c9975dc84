import { pointerTo } from '#libs/validation';
import type { DecideContext, Decision, Subject } from '../model/decision.ts';
import { decideEnd } from '../enrolment/end.decide.ts';
import type { PersonState } from '../state/person.evolve.ts';

export function decideInterruption(
  subject: Subject<'education-interrupted.v1'>,
  state: PersonState,
  context: DecideContext,
): Decision {
  const end = { ...subject, day: subject.data.lastDay, pointer: pointerTo(subject.at, 'lastDay'), endsEnrolment: true };
  return decideEnd(end, state, context);
}
