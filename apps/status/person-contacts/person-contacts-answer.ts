import { type AnswerOf, day, listOf, mark, object, oneOf, optional, text, uuid } from '#libs/contract';
import { CONTACT_ROLES } from '#events/contact-person/contact-person-assigned.event';
import { restsMembers } from '../behind-mark.ts';
import { viewMembers } from '../person-answer.ts';

const contactSchema = object('ContactPerson', 'Who is in contact with the young person.', {
  role: oneOf(CONTACT_ROLES, "In which role; `own`: the young person's own details.", 'ContactRole'),
  name: optional(text("The contact person's name; not of the young person's own details.", 'Karin Holm')),
  phone: optional(text('Telephone.', '+45 12 34 56 78')),
  email: optional(text('E-mail.', 'karin.holm@example.org')),
  organisation: text('Where the contact person works.', 'Ungeenheden'),
  from: day('The first day.'),
  until: optional(day('The last day, if there is one.', '2027-06-30')),
  reporter: text('Who reported it.', 'municipality-0751'),
  former: optional(mark('Of the municipality of before a move; its contact is not the one of today.')),
  eventId: uuid('The report.'),
});
export type ShownContact = AnswerOf<typeof contactSchema>;

export const contactsSchema = object('Contacts', 'The contact persons on a day.', {
  validOn: day('The day.'),
  ...restsMembers,
  behind: optional(mark('Something reported is not in the answer: not applied yet, or parked.')),
  contacts: listOf(contactSchema, 'The contact persons.'),
  ...viewMembers,
});
export type ContactsAnswer = AnswerOf<typeof contactsSchema>;
