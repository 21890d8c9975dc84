export const CONTACT_ROLES = ['kui', 'jobcentre', 'institution', 'own'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** Stored format: add a version, never edit. `name`, `phone` and `email` are sealed in the log. */
export class ContactPersonAssignedV1 {
  role!: ContactRole;
  name!: string;
  phone?: string;
  email?: string;
  organisation!: string;
  from!: string;
  until?: string;
}
