import { About, OneOf } from '#libs/validation';
import { Day, Person, PersonRef } from '../model/fields.ts';
import { CONTACT_ROLES, type ContactRole } from './contact-person-assigned.event.ts';

/** Ends the contact person that the same reporter assigned to the role. Stored format: add a version, never edit. */
export class ContactPersonEndedV1 {
  @Person()
  person!: PersonRef;

  @About('The role that ends.', 'kui')
  @OneOf(CONTACT_ROLES)
  role!: ContactRole;

  @About('The last day.', '2027-06-30')
  @Day()
  lastDay!: string;
}
