import { About } from '#libs/validation';
import { Day, Person, PersonRef, SenderId } from '../model/fields.ts';

/** Danish "ej mødt": the person never turned up. Not an interruption. Stored format: add a version, never edit. */
export class EnrolmentNeverStartedV1 {
  @Person()
  person!: PersonRef;

  @About('The enrolment never begun.', 'E-2026-0117')
  @SenderId()
  enrolmentId!: string;

  @About('The day it was established that the person did not turn up.', '2026-08-17')
  @Day()
  establishedOn!: string;
}
