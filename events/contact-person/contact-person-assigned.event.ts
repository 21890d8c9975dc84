import { OneOf } from '#libs/validation';
import { Day, Email, Optional, OrganisationName, Person, PersonName, PersonRef, Phone } from '../fields.ts';

export const CONTACT_ROLES = ['kui', 'jobcentre', 'institution', 'own'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** Stored format: add a version, never edit. `name`, `phone` and `email` are sealed in the log. */
export class ContactPersonAssignedV1 {
  @Person()
  person!: PersonRef;

  @OneOf(CONTACT_ROLES)
  role!: ContactRole;

  @PersonName()
  name!: string;

  @Optional()
  @Phone()
  phone?: string;

  @Optional()
  @Email()
  email?: string;

  @OrganisationName()
  organisation!: string;

  @Day()
  from!: string;

  @Optional()
  @Day()
  until?: string;
}
