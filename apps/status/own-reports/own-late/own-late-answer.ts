import { type AnswerOf, day, listOf, object, optional, text } from '#libs/contract';
import { lateItemMembers } from '../../late-reports/late-item.ts';
import { deliveryGroundMembers } from '../../grounds/delivery-ground.ts';
import { ownReportMembers } from '../own-report.ts';

const ownReportSchema = object('OwnLateReport', 'The report that is late: for the system alone that sent it.', {
  ...ownReportMembers,
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
