/** Danish "ej mødt": never turned up. Not an interruption. Stored format: add a version, never edit. */
export class EnrolmentNeverStartedV1 {
  enrolmentId!: string;
  establishedOn!: string;
}
