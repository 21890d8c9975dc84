/** Stored format: add a version, never edit. */
export class PersonRegisteredV1 {
  birthDate!: string;
}
