import { alwaysStands, onOwnEnrolment } from '../model/conditions.ts';
import { report } from '../model/definition.ts';
import { NOTIFICATION_DUTY } from '../model/laws.ts';
import { EnrolmentChangedV1 } from './enrolment-changed.event.ts';
import { EnrolmentNeverStartedV1 } from './enrolment-never-started.event.ts';
import { EnrolmentRegisteredV1 } from './enrolment-registered.event.ts';

export const enrolmentDefinitions = {
  'enrolment-registered.v1': report(EnrolmentRegisteredV1, {
    from: ['institution'],
    needs: alwaysStands,
    on: (data) => data.startsOn,
    readBy: ['education-status', 'missing-reports'],
    law: NOTIFICATION_DUTY,
    title: ['Optaget', 'Enrolment registered'],
    about: ['Personen er optaget på en uddannelse.', 'The person is enrolled in an education.'],
  }),
  'enrolment-changed.v1': report(EnrolmentChangedV1, {
    from: ['institution'],
    needs: onOwnEnrolment,
    on: (data) => data.changedOn,
    readBy: ['education-status', 'missing-reports'],
    title: ['Indskrivning ændret', 'Enrolment changed'],
    about: [
      'Noget ved indskrivningen er anderledes fra dagen.',
      'Something about the enrolment is different from the day.',
    ],
  }),
  'enrolment-never-started.v1': report(EnrolmentNeverStartedV1, {
    from: ['institution'],
    needs: onOwnEnrolment,
    on: (data) => data.establishedOn,
    readBy: ['education-status', 'missing-reports'],
    title: ['Ej mødt', 'Never started'],
    about: ['Personen mødte aldrig op; det er ikke en afbrydelse.', 'The person never turned up; not an interruption.'],
  }),
};
