import { Day, Person, PersonRef } from '../fields.ts';

/** Stored format: add a version, never edit. */
export class PersonRegisteredV1 {
  @Person()
  person!: PersonRef;

  @Day()
  birthDate!: string;
}
