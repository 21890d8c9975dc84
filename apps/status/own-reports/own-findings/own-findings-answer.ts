import { type AnswerOf, day, listOf, object, optional, text, uuid, whole } from '#libs/contract';
import { findingCauseSchema } from '../../findings/finding-causes.ts';
import { deliveryGroundMembers } from '../../grounds/delivery-ground.ts';
import { ownReportSchema } from '../own-report.ts';

export const ownFindingsSchema = object('OwnFindings', 'What is odd in reports of yours, and is so still.', {
  open: whole('Open findings.', 12),
  causes: listOf(findingCauseSchema, 'By cause, the most first.'),
  items: listOf(
    object('OwnFinding', 'An open finding about a report of a reporter that you speak for.', {
      id: uuid('The item.'),
      reporter: text('The reporter.', '990110'),
      check: text('The check: the code of the warning on the receipt.', 'time-missing'),
      since: day('The day the report, or the correction that contains its content, was received.'),
      system: text('The source system that sent it.', 'sa-nord'),
      report: optional(ownReportSchema),
    }),
    'At most 50, the newest first. Without `report`: another system sent it.',
  ),
  next: optional(text('Opaque cursor for `after`; missing on the last page.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f')),
  ...deliveryGroundMembers,
});
export type OwnFindingsAnswer = AnswerOf<typeof ownFindingsSchema>;
