import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, decision, findingIf, outsideAges, type Subject } from '../decision.ts';
import { findEnrolment } from '../enrolment/enrolment.decide.ts';
import type { PersonState } from '../person/person.evolve.ts';

export function decideCompletion(subject: Subject<'education-completed.v1'>, state: PersonState, context: DecideContext): Decision {
  const enrolment = findEnrolment(state, subject);
  const pointer = pointerTo(subject.at, 'completedOn');
  return decision({
    refusals: [
      findingIf(enrolment !== undefined && subject.data.completedOn < enrolment.startsOn, pointer, 'end-before-start'),
      outsideAges(context, subject.data.completedOn, pointer),
    ],
    held: enrolment === undefined,
  });
}
