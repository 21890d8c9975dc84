import { type AnswerOf, listOf, object, oneOf, optional, text, uuid, week, whole } from '#libs/contract';
import { deliveryGroundMembers } from '../grounds/delivery-ground.ts';

/** The kinds of item that tell nothing of a person; all others are shown as a report. */
export const SHOWN_KINDS = ['report', 'held-report'] as const;
export type ShownKind = (typeof SHOWN_KINDS)[number];

const kind = oneOf(
  SHOWN_KINDS,
  'A report that is expected, or one that is held and whose time ran out.',
  'MissingKind',
);

export const missingReportsSchema = object('MissingReports', 'Reports that a reporter should have sent.', {
  reporter: text('The reporter.', '990110'),
  counts: listOf(
    object('MissingCount', 'The open items of a kind.', {
      kind,
      items: whole('How many.', 12),
      oldestDueWeek: week('The ISO week in which the oldest was due.'),
    }),
    'All open items, not only those of the page.',
  ),
  items: listOf(
    object('MissingReport', 'A missing report: in which week it was due, and how late it is. No person, no day.', {
      id: uuid('The item; it lasts until the report comes.'),
      kind,
      dueWeek: week('The ISO week in which it was due.'),
      workdaysLate: whole('Workdays since it was due.', 3),
    }),
    'At most 50, the oldest first.',
  ),
  next: optional(text('Opaque cursor for `after`; missing on the last page.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f')),
  ...deliveryGroundMembers,
});
export type MissingReportsAnswer = AnswerOf<typeof missingReportsSchema>;
