import { About } from '#libs/validation';
import { CodeField, CodeValue, Day, Person, PersonRef, SenderId } from '../model/fields.ts';
import { INTERRUPTION_REASONS } from './reasons.ts';

/** Stored format: add a version, never edit. */
export class EducationInterruptedV1 {
  @Person()
  person!: PersonRef;

  @About('The enrolment interrupted.', 'E-2026-0117')
  @SenderId()
  enrolmentId!: string;

  @About('The last day in education.', '2026-11-20')
  @Day()
  lastDay!: string;

  @About('Why.', { system: 'neutral', code: 'wrong-choice' })
  @CodeField(INTERRUPTION_REASONS)
  reason!: CodeValue;
}
