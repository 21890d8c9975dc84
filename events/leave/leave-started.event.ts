/** Stored format: add a version, never edit. */
export class LeaveStartedV1 {
  enrolmentId!: string;
  from!: string;
  expectedUntil?: string;
}
