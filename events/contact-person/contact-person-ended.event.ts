import type { ContactRole } from './contact-person-assigned.event.ts';

/** Ends the role's contact person given by the same reporter. Stored format: add a version, never edit. */
export class ContactPersonEndedV1 {
  role!: ContactRole;
  lastDay!: string;
}
