import { CodeField, CodeValue, Day, Person, PersonRef, SenderId } from '../fields.ts';

/** Stored format: add a version, never edit. */
export class EducationInterruptedV1 {
  @Person()
  person!: PersonRef;

  @SenderId()
  enrolmentId!: string;

  @Day()
  lastDay!: string;

  @CodeField('interruption-reason')
  reason!: CodeValue;
}
