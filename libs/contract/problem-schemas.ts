import { FIELD_ERRORS, type FieldErrorCode } from '#libs/problems';
import { openList, text } from './field-schemas.ts';
import { listOf, object, optional } from './object-schemas.ts';

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
