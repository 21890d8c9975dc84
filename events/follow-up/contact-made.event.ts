import { About } from '#libs/validation';
import { CodeField, CodeValue, Day, Flag, Person, PersonRef } from '../model/fields.ts';
import { CONTACT_CHANNELS } from './neutral-codes.ts';

/** Stored format: add a version, never edit. */
export class ContactMadeV1 {
  @Person()
  person!: PersonRef;

  @About('The day of the contact; not after the day the report is received.', '2026-11-24')
  @Day()
  on!: string;

  @About('How contact was made.', { system: 'neutral', code: 'phone' })
  @CodeField(CONTACT_CHANNELS)
  channel!: CodeValue;

  @About('Whether a custody holder took part.', false)
  @Flag()
  guardianInvolved!: boolean;
}
