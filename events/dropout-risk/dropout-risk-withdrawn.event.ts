import { About } from '#libs/validation';
import { Day, Person, PersonRef, SenderId } from '../model/fields.ts';

/** Stored format: add a version, never edit. */
export class DropoutRiskWithdrawnV1 {
  @Person()
  person!: PersonRef;

  @About('The enrolment no longer at risk.', 'E-2026-0117')
  @SenderId()
  enrolmentId!: string;

  @About('The day the risk was over.', '2026-12-15')
  @Day()
  withdrawnOn!: string;
}
