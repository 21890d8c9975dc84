import { CodeField, CodeValue, Day, Flag, Person, PersonRef } from '../fields.ts';

/** Stored format: add a version, never edit. */
export class ContactMadeV1 {
  @Person()
  person!: PersonRef;

  @Day()
  on!: string;

  @CodeField('contact-channel')
  channel!: CodeValue;

  @Flag()
  guardianInvolved!: boolean;
}
