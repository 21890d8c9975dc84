import { type AnswerOf, day, listOf, object, optional, orNull, uuid } from '#libs/contract';
import { finalMember, knowledgeSchema, restsMembers } from '../behind-mark.ts';
import { reasonSchema, statusSchema } from '#projections/education-status/status-schemas';

const shownStatus = object('ShownStatus', 'A status with the events it rests on.', {
  status: statusSchema,
  reason: optional(reasonSchema),
  deciding: listOf(uuid('An event id.'), 'The events it rests on.'),
});

export const changesSchema = object('Changes', 'What changed between two states of knowledge.', {
  fromKnown: knowledgeSchema,
  toKnown: knowledgeSchema,
  final: finalMember,
  ruleVersion: restsMembers.ruleVersion,
  changes: listOf(
    object('Change', 'Days on which the answer is another than it was.', {
      from: day('The first day.'),
      to: orNull(day('A day.'), 'The last day; null: for ever.'),
      before: optional(shownStatus),
      after: optional(shownStatus),
    }),
    'In order of days; `before` is missing if nothing was known.',
  ),
});
export type ChangesAnswer = AnswerOf<typeof changesSchema>;
