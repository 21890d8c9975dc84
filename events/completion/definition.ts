import { onOwnEnrolment } from '../model/conditions.ts';
import { report } from '../model/definition.ts';
import { NOTIFICATION_DUTY } from '../model/laws.ts';
import { EducationCompletedV1 } from './education-completed.event.ts';

export const completionDefinitions = {
  'education-completed.v1': report(EducationCompletedV1, {
    from: ['institution'],
    needs: onOwnEnrolment,
    on: (data) => data.completedOn,
    readBy: ['education-status', 'missing-reports'],
    law: NOTIFICATION_DUTY,
    title: ['Gennemført', 'Education completed'],
    about: [
      'Uddannelsen er gennemført helt, delvist eller uden at bestå.',
      'The education was completed whole, in part or without passing.',
    ],
  }),
};
