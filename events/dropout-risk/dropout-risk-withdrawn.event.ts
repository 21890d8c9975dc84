import { Day, Person, PersonRef, SenderId } from '../fields.ts';

/** Stored format: add a version, never edit. */
export class DropoutRiskWithdrawnV1 {
  @Person()
  person!: PersonRef;

  @SenderId()
  enrolmentId!: string;

  @Day()
  withdrawnOn!: string;
}
