/** Stored format: add a version, never edit. */
export class LeaveEndedV1 {
  enrolmentId!: string;
  lastDay!: string;
}
