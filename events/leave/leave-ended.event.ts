import { Day, Person, PersonRef, SenderId } from '../fields.ts';

/** Stored format: add a version, never edit. */
export class LeaveEndedV1 {
  @Person()
  person!: PersonRef;

  @SenderId()
  enrolmentId!: string;

  @Day()
  lastDay!: string;
}
