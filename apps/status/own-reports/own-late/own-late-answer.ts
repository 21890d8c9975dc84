import { type AnswerOf, day, listOf, object, optional, text, uuid } from '#libs/contract';
import { lateItemMembers } from '../../late-reports/late-item.ts';
import { deliveryGroundMembers } from '../../timeliness/delivery-ground.ts';

const ownReportSchema = object('OwnLateReport', 'The report that is late: for the system alone that sent it.', {
  id: text('Your own id of the report.', 'sa-2026-000417'),
  eventId: uuid('The event that it became.'),
  receipt: text('Its receipt.', '/v1/receipts/5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f', { format: 'uri-reference' }),
  type: text('Its type.', 'dk.ungestatus.education-interrupted.v1'),
  enrolmentId: optional(text('Your own id of the enrolment, if the report names one.', 'E-2026-0117')),
  occurredOn: day('The day it is about.'),
  dueOn: day('The last day on which it was on time.'),
  receivedOn: day('The day it was received.', '2026-08-13'),
});

export const ownLateSchema = object('OwnLate', 'Reports of yours that were received late, latest first.', {
  items: listOf(
    object('OwnLateItem', 'A late report of a reporter that you speak for.', {
      reporter: text('The reporter.', '990110'),
      ...lateItemMembers,
      report: optional(ownReportSchema),
    }),
    'At most 50. Without `report`: another system sent it.',
  ),
  next: optional(text('Opaque cursor for `after`; missing on the last page.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f')),
  ...deliveryGroundMembers,
});
export type OwnLateAnswer = AnswerOf<typeof ownLateSchema>;
