import {
  type AnswerOf,
  day,
  fieldErrorSchema,
  instant,
  listOf,
  object,
  oneOf,
  optional,
  orNull,
  text,
  whole,
} from '#libs/contract';

const itemSchema = object('OwnRefused', 'A report that was refused: nothing of it is stored.', {
  id: orNull(text('An id.', 'sa-2026-000417'), 'Your own id; null if it had none that can be read or kept.'),
  reporter: optional(text('The reporter it names; missing if you do not speak for it.', '990110')),
  receivedAt: instant('When the call was received.'),
  receipt: text('Its receipt.', '/v1/receipts/5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f.3', { format: 'uri-reference' }),
  errors: listOf(fieldErrorSchema, 'Why it was refused; it never repeats what was sent.'),
  errorsLeftOut: optional(whole('How many more errors there were at least.', 130)),
  next: optional(oneOf(['retry', 'fix'], 'Send the same again later, or correct it first.', 'NextOfRefused')),
});

export const ownRefusedSchema = object('OwnRefusedList', 'Reports of yours that were refused, newest first.', {
  since: day('The first day shown: 90 days back.', '2026-09-01'),
  items: listOf(itemSchema, 'At most 50.'),
  next: optional(
    text('Opaque cursor for `after`; missing on the last page.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f_3'),
  ),
});
export type OwnRefusedAnswer = AnswerOf<typeof ownRefusedSchema>;
