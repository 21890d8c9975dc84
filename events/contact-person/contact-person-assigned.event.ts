import { About, OneOf } from '#libs/validation';
import { Day, Email, Optional, OrganisationName, Person, PersonName, PersonRef, Phone } from '../model/fields.ts';

export const CONTACT_ROLES = ['kui', 'jobcentre', 'institution', 'own'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** Stored format: add a version, never edit. `name`, `phone` and `email` are sealed in the log. */
export class ContactPersonAssignedV1 {
  @Person()
  person!: PersonRef;

  @About(
    "`kui`: of the municipal youth effort; `jobcentre`; `institution`; `own`: the young person's own details.",
    'kui',
  )
  @OneOf(CONTACT_ROLES)
  role!: ContactRole;

  @About("The contact person's name.", 'Karin Holm')
  @PersonName()
  name!: string;

  @About('Where the contact person is reached by telephone.', '+45 12 34 56 78')
  @Optional()
  @Phone()
  phone?: string;

  @About('Where the contact person is reached by e-mail.', 'karin.holm@example.org')
  @Optional()
  @Email()
  email?: string;

  @About('Where the contact person works.', 'Ungeenheden')
  @OrganisationName()
  organisation!: string;

  @About('The first day.', '2026-08-10')
  @Day()
  from!: string;

  @About('The last day, if it is known.', '2027-06-30')
  @Optional()
  @Day()
  until?: string;
}
