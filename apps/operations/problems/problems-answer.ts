import { type AnswerOf, bothLanguages, flag, object, text, whole } from '#libs/contract';

export const problemDescriptionSchema = object('ProblemDescription', 'A problem code of the registry.', {
  code: text('The code.', 'invalid-body'),
  status: whole('The HTTP status.', 422),
  retryable: flag('The same call may succeed later without a change.', false),
  title: bothLanguages,
  remedy: bothLanguages,
});
export type ProblemDescription = AnswerOf<typeof problemDescriptionSchema>;

export const problemPageSchema = text('A page.', '<!doctype html>');
