import { type AnswerOf, listOf, object, optional, text } from '#libs/contract';
import { lateItemMembers } from './late-item.ts';

export const lateReportsSchema = object('LateReports', 'Reports of a reporter that were received late, latest first.', {
  reporter: text('The reporter.', '990110'),
  items: listOf(
    object(
      'LateReport',
      'A late report: whose it is, in which week it was due, by how much. No person, no day.',
      lateItemMembers,
    ),
    'At most 50.',
  ),
  next: optional(text('Opaque cursor for `after`; missing on the last page.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f')),
});
export type LateReportsAnswer = AnswerOf<typeof lateReportsSchema>;
