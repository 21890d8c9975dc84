import { contactOn } from '../model/conditions.ts';
import { report, sealedReport } from '../model/definition.ts';
import { DATA_BASIS } from '../model/laws.ts';
import { ContactPersonAssignedV1 } from './contact-person-assigned.event.ts';
import { ContactPersonEndedV1 } from './contact-person-ended.event.ts';

export const contactPersonDefinitions = {
  'contact-person-assigned.v1': sealedReport(ContactPersonAssignedV1, ['name', 'phone', 'email'], {
    from: ['municipality', 'jobcentre', 'institution'],
    needs: ({ from }, writer, terms) => [contactOn(from, writer, terms)],
    on: (data) => data.from,
    readBy: ['contact-persons', 'missing-reports'],
    law: DATA_BASIS,
    title: ['Kontaktperson angivet', 'Contact person assigned'],
    about: [
      'Personen har en kontaktperson i rollen fra dagen.',
      'The person has a contact person in the role from the day.',
    ],
  }),
  'contact-person-ended.v1': report(ContactPersonEndedV1, {
    from: ['municipality', 'jobcentre', 'institution'],
    needs: ({ role, lastDay }, writer, terms) => [
      { needs: 'own-contact', role, on: lastDay, otherwise: contactOn(lastDay, writer, terms) },
    ],
    on: (data) => data.lastDay,
    readBy: ['contact-persons', 'missing-reports'],
    title: ['Kontaktperson ophørt', 'Contact person ended'],
    about: ['Rollens kontaktperson er ophørt.', "The role's contact person has ended."],
  }),
};
