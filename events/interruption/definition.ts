import { onOwnEnrolment } from '../model/conditions.ts';
import { report } from '../model/definition.ts';
import { NOTIFICATION_DUTY } from '../model/laws.ts';
import { EducationInterruptedV1 } from './education-interrupted.event.ts';

export const interruptionDefinitions = {
  'education-interrupted.v1': report(EducationInterruptedV1, {
    from: ['institution'],
    needs: onOwnEnrolment,
    on: (data) => data.lastDay,
    readBy: ['education-status', 'missing-reports'],
    law: NOTIFICATION_DUTY,
    title: ['Afbrudt', 'Education interrupted'],
    about: [
      'Personen har afbrudt uddannelsen; lastDay er den sidste dag.',
      'The person interrupted the education; lastDay is the last day.',
    ],
  }),
};
