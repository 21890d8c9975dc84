import { type AnswerOf, day, eitherOf, listOf, mark, municipality, object, optional, text } from '#libs/contract';
import { caseSchema, handedOverCaseSchema } from './case-answer.ts';

export const workListSchema = object('Cases', 'A page of a work list, most urgent first.', {
  municipality: municipality('Whose list it is.'),
  today: day('The day the list is of.', '2026-11-24'),
  behind: optional(
    mark("Somebody's case may be missing or old: a reader is not at the end of the log, or has parked a person."),
  ),
  cases: listOf(
    eitherOf('ListedCase', 'A case held, or one handed over.', [caseSchema, handedOverCaseSchema]),
    'At most 50.',
  ),
  next: optional(text('Opaque cursor for `after`; missing on the last page.', 'eyJkIjoiMjAyNi0xMS0yNyJ9')),
});
export type WorkListAnswer = AnswerOf<typeof workListSchema>;
