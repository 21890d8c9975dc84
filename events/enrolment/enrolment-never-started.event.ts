import { Day, Person, PersonRef, SenderId } from '../fields.ts';

/** Danish "ej mødt": never turned up. Not an interruption. Stored format: add a version, never edit. */
export class EnrolmentNeverStartedV1 {
  @Person()
  person!: PersonRef;

  @SenderId()
  enrolmentId!: string;

  @Day()
  establishedOn!: string;
}
