import { onOwnEnrolment } from '../model/conditions.ts';
import { report } from '../model/definition.ts';
import { LeaveEndedV1 } from './leave-ended.event.ts';
import { LeaveStartedV1 } from './leave-started.event.ts';

export const leaveDefinitions = {
  'leave-started.v1': report(LeaveStartedV1, {
    from: ['institution'],
    needs: onOwnEnrolment,
    on: (data) => data.from,
    readBy: ['education-status', 'missing-reports'],
    title: ['Orlov begyndt', 'Leave started'],
    about: ['Personen er på orlov fra dagen.', 'The person is on leave from the day.'],
  }),
  'leave-ended.v1': report(LeaveEndedV1, {
    from: ['institution'],
    needs: onOwnEnrolment,
    on: (data) => data.lastDay,
    readBy: ['education-status', 'missing-reports'],
    title: ['Orlov slut', 'Leave ended'],
    about: ['Orloven er slut; lastDay er dens sidste dag.', 'The leave is over; lastDay is its last day.'],
  }),
};
