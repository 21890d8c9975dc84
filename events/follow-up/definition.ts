import { responsibleOn } from '../model/conditions.ts';
import { type EventLine, report } from '../model/definition.ts';
import { CONTACT_DUTY } from '../model/laws.ts';
import { BecameAwareV1 } from './became-aware.event.ts';
import { ContactMadeV1 } from './contact-made.event.ts';
import type { FollowUpData } from './follow-up.event.ts';

/** Reports of the municipality. */
export const municipalDefinitions = {
  'became-aware.v1': report(BecameAwareV1, {
    from: ['municipality'],
    needs: ({ awareOn }, writer, terms) => [responsibleOn(awareOn, writer, terms)],
    on: (data) => data.awareOn,
    readBy: ['missing-reports'],
    law: CONTACT_DUTY,
    title: ['Kommunen blev bekendt', 'Became aware'],
    about: [
      'Kommunen blev selv bekendt med, at planen ikke følges.',
      'The municipality itself learnt that the plan is not followed.',
    ],
  }),
  'contact-made.v1': report(ContactMadeV1, {
    from: ['municipality'],
    needs: ({ on }, writer, terms) => [responsibleOn(on, writer, terms)],
    on: (data) => data.on,
    readBy: ['missing-reports'],
    law: CONTACT_DUTY,
    title: ['Kontakt skabt', 'Contact made'],
    about: ['Kommunen har haft kontakt med den unge.', 'The municipality has been in contact with the young person.'],
  }),
};

/** The facts that the service itself states. */
export const followUpDefinitions: { readonly [T in keyof FollowUpData]: EventLine<FollowUpData[T]> } = {
  'follow-up-opened.v1': {
    on: (data) => data.knownOn,
    readBy: ['follow-up-cases'],
    law: CONTACT_DUTY,
    title: ['Sag åbnet', 'Follow-up opened'],
    about: ['Kommunens frist for kontakt er begyndt.', "The municipality's time to make contact has begun."],
  },
  'follow-up-rescheduled.v1': {
    on: (data) => data.knownOn,
    readBy: ['follow-up-cases'],
    title: ['Sagens frist flyttet', 'Follow-up rescheduled'],
    about: ['Fristen regnes fra en anden dag.', 'The time counts from another day.'],
  },
  'follow-up-handed-over.v1': {
    on: (data) => data.on,
    readBy: ['follow-up-cases'],
    title: ['Sag overdraget', 'Follow-up handed over'],
    about: [
      'Sagen følger den unge til en anden kommune.',
      'The case follows the young person to another municipality.',
    ],
  },
  'follow-up-closed.v1': {
    on: (data) => data.on,
    readBy: ['follow-up-cases'],
    title: ['Sag lukket', 'Follow-up closed'],
    about: ['Kontakten er skabt.', 'Contact has been made.'],
  },
  'follow-up-cancelled.v1': {
    on: (data) => data.on,
    readBy: ['follow-up-cases'],
    title: ['Sag bortfaldet', 'Follow-up cancelled'],
    about: ['Der er ikke længere grund til sagen.', 'There is no ground for the case any more.'],
  },
  'follow-up-breached.v1': {
    on: (data) => data.on,
    readBy: ['follow-up-cases'],
    title: ['Frist overskredet', 'Follow-up breached'],
    about: ['Fristen er gået uden kontakt.', 'The time has passed without contact.'],
  },
};
