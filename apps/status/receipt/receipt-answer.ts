import {
  type AnswerOf,
  day,
  eitherOf,
  flag,
  instant,
  listOf,
  object,
  oneOf,
  optional,
  orNull,
  text,
  uuid,
  whole,
} from '#libs/contract';
import { heldSchema, storedBatchReceiptSchema, storedItemSchema } from '#libs/intake';
import { effectSchema } from '#projections/education-status/effect-schema';

export const reportReceiptSchema = object('ReportReceipt', 'What became of one report; never expires.', {
  receiptId: uuid('The receipt: the id of the event.'),
  kind: oneOf(['report'], 'A single report.'),
  id: text("The sender's own id.", 'sa-2026-000417'),
  source: text('The source it was sent under.', '/systems/sa-nord/reporters/990110'),
  type: text('Its type.', 'dk.ungestatus.education-interrupted.v1'),
  outcome: oneOf(['accepted', 'held'], 'What became of it when it was received.'),
  stillHeld: flag('False once it is in force, also if it was held when it was received.', false),
  held: optional(heldSchema),
  received: object('Received', 'What was received.', {
    at: instant('When.'),
    registeredAt: orNull(instant('A moment.'), 'When it was registered in the source system; null if not said.'),
    occurredOn: day('The day it is about.'),
  }),
  checked: object('Checked', 'What the checks said.', {
    at: instant('When.'),
    warnings: listOf(text('A code, as in `FieldError`.', 'enrolment-known'), 'Codes of what is odd.'),
  }),
  stored: object('StoredAt', 'What was stored.', {
    at: instant('When.'),
    eventId: uuid('The event.'),
    position: whole('Its place in the log.', 4711),
    contentHash: text(
      'SHA-256 of the content, in hexadecimal.',
      '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      { pattern: '^[0-9a-f]{64}$' },
    ),
  }),
  visible: orNull(
    object('VisibleSince', 'Answers show it.', { at: instant('Since when.') }),
    'Since when answers show it; null while they do not.',
  ),
  corrections: listOf(
    object('LaterCorrection', 'A later correction or withdrawal of the report.', {
      eventId: uuid('Its event.'),
      type: text('Its type.', 'dk.ungestatus.report-corrected.v1'),
      recordedAt: instant('When it was stored.'),
      receipt: text('Its receipt.', '/v1/receipts/5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f', { format: 'uri-reference' }),
    }),
    'What corrected it later, in the order it came.',
  ),
  effect: optional(effectSchema),
});

export const receiptSchema = eitherOf('Receipt', 'Of a report taken in, of a call, or of a refused report of a call.', [
  reportReceiptSchema,
  storedBatchReceiptSchema,
  storedItemSchema,
]);
export type ReceiptAnswer = AnswerOf<typeof receiptSchema>;
