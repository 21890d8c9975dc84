import { About } from '#libs/validation';
import { Day, Person, PersonRef } from '../model/fields.ts';

/** Stored format: add a version, never edit. */
export class PersonRegisteredV1 {
  @Person()
  person!: PersonRef;

  @About('The birth date.', '2010-03-14')
  @Day()
  birthDate!: string;
}
