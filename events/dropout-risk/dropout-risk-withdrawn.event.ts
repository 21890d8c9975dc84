/** Stored format: add a version, never edit. */
export class DropoutRiskWithdrawnV1 {
  enrolmentId!: string;
  withdrawnOn!: string;
}
