import { About, OneOf } from '#libs/validation';
import { Day, Person, PersonRef } from '../model/fields.ts';
import { CONTACT_ROLES, type ContactRole } from './contact-person-assigned.event.ts';

/** Ends the role's contact person given by the same reporter. Stored format: add a version, never edit. */
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
