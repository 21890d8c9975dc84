import { Day, Optional, Person, PersonRef, SenderId } from '../fields.ts';

/** Stored format: add a version, never edit. */
export class LeaveStartedV1 {
  @Person()
  person!: PersonRef;

  @SenderId()
  enrolmentId!: string;

  @Day()
  from!: string;

  @Optional()
  @Day()
  expectedUntil?: string;
}
