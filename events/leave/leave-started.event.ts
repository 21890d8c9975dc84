import { About } from '#libs/validation';
import { Day, Optional, Person, PersonRef, SenderId } from '../model/fields.ts';

/** Stored format: add a version, never edit. */
export class LeaveStartedV1 {
  @Person()
  person!: PersonRef;

  @About('The enrolment the leave is from.', 'E-2026-0117')
  @SenderId()
  enrolmentId!: string;

  @About('The first day of the leave.', '2026-10-01')
  @Day()
  from!: string;

  @About('The day it is expected to end; shown, and changes nothing.', '2027-01-31')
  @Optional()
  @Day()
  expectedUntil?: string;
}
