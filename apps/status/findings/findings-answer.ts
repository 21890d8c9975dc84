import { type AnswerOf, listOf, object, optional, text, uuid, week, whole } from '#libs/contract';
import { deliveryGroundMembers } from '../grounds/delivery-ground.ts';
import { findingCauseSchema } from './finding-causes.ts';

export const findingsSchema = object('Findings', 'What is odd in a reporter’s accepted reports, and is so still.', {
  reporter: text('The reporter.', '990110'),
  open: whole('Open findings.', 12),
  causes: listOf(findingCauseSchema, 'By cause, the most first.'),
  items: listOf(
    object('Finding', 'An open finding: whose it is and since when. No person, no day.', {
      id: uuid('The item; not the report’s id.'),
      sinceWeek: week('The ISO week in which the report was received.'),
      system: text('The source system that sent it.', 'sa-nord'),
      check: optional(text('The check. Missing if it could tell of a person.', 'time-missing')),
    }),
    'At most 50, the newest first.',
  ),
  next: optional(text('Opaque cursor for `after`; missing on the last page.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f')),
  ...deliveryGroundMembers,
});
export type FindingsAnswer = AnswerOf<typeof findingsSchema>;
