import { FIELD_ERRORS, type FieldErrorCode, type ProblemCode, PROBLEMS } from '#libs/problems';
import { listOf, object, optional } from './object-words.ts';
import { flag, openList, text, uuid, whole } from './words.ts';

export const bothLanguages = object('Text', 'The same sentence in Danish and English.', {
  da: text('Danish.', 'Ret datoen, eller send indberetningen på dagen.'),
  en: text('English.', 'Correct the date, or send the report on the day.'),
});

export const fieldErrorSchema = object('FieldError', 'One thing wrong or odd. It never repeats the value.', {
  pointer: text('JSON pointer (RFC 6901) into what was sent; empty for the whole.', '/data/lastDay'),
  code: openList(
    Object.keys(FIELD_ERRORS) as FieldErrorCode[],
    'What is wrong. The list grows: show `da` or `en` for a code you do not know.',
  ),
  da: text('What is wrong, in Danish.', 'Feltet mangler.'),
  en: text('What is wrong, in English.', 'The field is missing.'),
  remedy: optional(bothLanguages),
  didYouMean: optional(text('The known name or code closest to what was sent.', 'lastDay')),
  allowed: optional(
    listOf(text('A value that is taken.', 'open'), 'What would have been accepted, if that is a short closed list.'),
  ),
});

/** RFC 9457 with the registry's codes. */
export const problemSchema = object('Problem', 'RFC 9457. Each code has a page: `type`.', {
  type: text('Address of the page about this code, relative to the service.', '/problems/invalid-body', {
    format: 'uri-reference',
  }),
  title: text('What happened, in Danish.', PROBLEMS['invalid-body'].da),
  titleEn: text('What happened, in English.', PROBLEMS['invalid-body'].en),
  status: whole('The HTTP status.', 422),
  code: openList(
    Object.keys(PROBLEMS) as ProblemCode[],
    'What happened. The list grows: go by `status` and `retryable` for a code you do not know.',
  ),
  detail: optional(
    text('English, for the developer; never a value that was sent.', 'all-or-nothing: nothing was stored'),
  ),
  remedy: text('What to do, in Danish.', PROBLEMS['invalid-body'].remedy.da),
  remedyEn: text('What to do, in English.', PROBLEMS['invalid-body'].remedy.en),
  retryable: flag('The same call may succeed later without a change.', false),
  errors: optional(listOf(fieldErrorSchema, 'Everything that is wrong, as far as it is shown.', { maxItems: 100 })),
  errorsLeftOut: optional(whole('How many more errors there were at least.', 12)),
  instance: text('The path of the call.', '/v1/events'),
  correlationId: uuid('To be quoted when asking about the call; also in `X-Correlation-Id`.'),
});
