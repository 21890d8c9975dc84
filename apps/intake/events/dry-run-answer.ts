import {
  type AnswerOf,
  fieldErrorSchema,
  flag,
  listOf,
  object,
  oneOf,
  optional,
  orNull,
  text,
  uuid,
  whole,
} from '#libs/contract';
import { heldSchema } from '#libs/intake';
import { effectSchema } from '#projections/education-status/effect-schema';

/** The answer of `POST /v1/events?dry-run=true`: no receipt, since nothing is stored. */
export const dryRunSchema = object('DryRun', 'What would become of the reports; nothing is stored.', {
  dryRun: flag('Always true: these reports were not taken in.', true),
  counts: object('DryRunCounts', 'How many reports would have which outcome.', {
    accepted: whole('Taken in; those with `mayBeHeld` may be held.', 1),
    duplicate: whole('Sent before with the same content.', 0),
    held: whole('Taken in, and waiting for what gives them effect.', 0),
    refused: whole('Not taken in.', 0),
  }),
  items: listOf(
    object('DryRunItem', 'What would become of one report, in the place it was sent.', {
      id: orNull(
        text('An id.', 'sa-2026-000417'),
        "The sender's own id; null if the envelope has none that can be read or kept.",
      ),
      outcome: oneOf(['accepted', 'duplicate', 'held', 'refused'], 'What would become of it.', 'DryRunOutcome'),
      mayBeHeld: optional(
        flag(
          'Always true: whether it is in force at once rests on reports of others, ' +
            'and only the receipt of a sent report shows it.',
          true,
        ),
      ),
      held: optional(heldSchema),
      eventId: optional(uuid('Of a report sent before: the event it became.')),
      receipt: optional(
        text('Of a report sent before: its receipt.', '/v1/receipts/5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f', {
          format: 'uri-reference',
        }),
      ),
      errors: optional(listOf(fieldErrorSchema, 'Why it would be refused.', { maxItems: 20 })),
      errorsLeftOut: optional(whole('How many more errors there are at least.', 130)),
      warnings: optional(listOf(fieldErrorSchema, 'What is odd in a report that would be taken in.')),
      next: optional(
        oneOf(
          ['fix', 'wait'],
          'Of a refused one: correct it before sending. Of a held one: do what `held` says.',
          'DryRunNext',
        ),
      ),
      effect: optional(effectSchema),
    }),
    'Each report in the order sent.',
  ),
});
export type DryRun = AnswerOf<typeof dryRunSchema>;
export type DryRunItem = DryRun['items'][number];
