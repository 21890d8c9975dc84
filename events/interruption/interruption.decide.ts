import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, decision, findingIf, outsideAges, type Subject } from '../decision.ts';
import { findEnrolment } from '../enrolment/enrolment.decide.ts';
import type { PersonState } from '../person/person.evolve.ts';

/** An end before the start is refused: that is `enrolment-never-started` (status.md, "end"). */
export function decideInterruption(subject: Subject<'education-interrupted.v1'>, state: PersonState, context: DecideContext): Decision {
  const enrolment = findEnrolment(state, subject);
  const pointer = pointerTo(subject.at, 'lastDay');
  return decision({
    refusals: [
      findingIf(enrolment !== undefined && subject.data.lastDay < enrolment.startsOn, pointer, 'end-before-start'),
      outsideAges(context, subject.data.lastDay, pointer),
    ],
    held: enrolment === undefined,
  });
}
