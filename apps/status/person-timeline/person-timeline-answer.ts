import { type AnswerOf, listOf, object } from '#libs/contract';
import { restsMembers } from '../behind-mark.ts';
import { spellSchema } from './spell-schema.ts';

export const timelineSchema = object('Timeline', 'The whole timeline as known at a time, the future included.', {
  ...restsMembers,
  spells: listOf(spellSchema, 'In order of days, without a gap.'),
});
export type TimelineAnswer = AnswerOf<typeof timelineSchema>;
