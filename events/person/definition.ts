import { fromRegister } from '../model/conditions.ts';
import { report, sealedReport } from '../model/definition.ts';
import { NameRegisteredV1 } from './name-registered.event.ts';
import { PersonRegisteredV1 } from './person-registered.event.ts';
import { ProtectionChangedV1 } from './protection-changed.event.ts';

export const personDefinitions = {
  'person-registered.v1': report(PersonRegisteredV1, {
    from: ['cpr'],
    needs: fromRegister,
    on: (data) => data.birthDate,
    readBy: ['education-status', 'follow-up-cases', 'residence'],
    title: ['Person registreret', 'Person registered'],
    about: [
      'Folkeregistret kender personen og fødselsdagen.',
      'The civil register knows the person and the birth date.',
    ],
  }),
  'name-registered.v1': sealedReport(NameRegisteredV1, ['given', 'family'], {
    from: ['cpr'],
    needs: fromRegister,
    on: (_, receivedOn) => receivedOn,
    readBy: ['person-identity'],
    title: ['Navn registreret', 'Name registered'],
    about: [
      'Personens fornavn og efternavn i folkeregistret; det forrige gælder ikke mere.',
      "The person's given and family name in the civil register; the one before no longer holds.",
    ],
  }),
  'protection-changed.v1': report(ProtectionChangedV1, {
    from: ['cpr'],
    needs: fromRegister,
    on: (_, receivedOn) => receivedOn,
    readBy: ['person-identity'],
    law: 'CPR-loven § 28',
    title: ['Beskyttelse ændret', 'Protection changed'],
    about: [
      'Navne- og adressebeskyttelse gælder, eller gælder ikke mere.',
      'Name-and-address protection holds, or no longer holds.',
    ],
  }),
};
