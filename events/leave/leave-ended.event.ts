import { About } from '#libs/validation';
import { Day, Person, PersonRef, SenderId } from '../model/fields.ts';

/** Stored format: add a version, never edit. */
export class LeaveEndedV1 {
  @Person()
  person!: PersonRef;

  @About('The enrolment the leave is from.', 'E-2026-0117')
  @SenderId()
  enrolmentId!: string;

  @About('The last day of the leave.', '2027-01-31')
  @Day()
  lastDay!: string;
}
