import { FIELD_ERRORS, PROBLEMS } from '#libs/problems';
import type { Json } from './operation.ts';
import { flag, listOf, object, oneOf, ref, text, whole } from './schema-words.ts';

/** RFC 9457 with the registry's codes. */
export const problemSchemas: Readonly<Record<string, Json>> = {
  Text: object({ da: text, en: text }),
  FieldError: object(
    {
      pointer: { ...text, description: 'JSON pointer (RFC 6901) into what was sent.' },
      code: oneOf(...Object.keys(FIELD_ERRORS)),
      da: text,
      en: text,
      'remedy?': ref('Text'),
      'didYouMean?': text,
      'allowed?': listOf(text),
    },
    'One thing wrong or odd. It never repeats the value.',
  ),
  Problem: object({
    type: text,
    title: { ...text, description: 'Danish.' },
    titleEn: text,
    status: whole,
    code: oneOf(...Object.keys(PROBLEMS)),
    'detail?': text,
    remedy: { ...text, description: 'Danish.' },
    remedyEn: text,
    retryable: flag,
    'errors?': { ...listOf(ref('FieldError')), maxItems: 100 },
    'errorsLeftOut?': { ...whole, description: 'How many more errors there were at least.' },
    instance: text,
    correlationId: text,
  }),
};
