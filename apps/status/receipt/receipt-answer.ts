import { FIELD_NAMES } from '#libs/access';
import {
  type AnswerOf,
  day,
  eitherOf,
  flag,
  instant,
  listOf,
  municipality,
  object,
  oneOf,
  optional,
  orNull,
  text,
  uuid,
  whole,
} from '#libs/contract';
import { heldSchema, storedBatchReceiptSchema, storedItemSchema } from '#libs/intake';
import { reasonSchema, statusSchema } from '../status-answer-parts.ts';

const shortStatus = object('ShortStatus', 'A status.', { status: statusSchema, reason: optional(reasonSchema) });

export const effectSchema = object('Effect', 'What the report changed, as far as you may see the person today.', {
  fields: listOf(
    oneOf(FIELD_NAMES, 'A group of fields.', 'FieldName'),
    'The groups of fields that were looked at; an empty list: you may see nothing of the person.',
  ),
  on: optional(day('The day the effect is of.')),
  status: optional(
    orNull(
      object('StatusEffect', 'The status before and after.', {
        before: shortStatus,
        after: shortStatus,
        changed: flag('Whether it changed.', true),
      }),
      "The status on that day; null if the person's reports cannot be worked out.",
    ),
  ),
  cases: optional(
    listOf(
      object('CaseEffect', 'What it did to a case.', {
        caseId: uuid('The case.'),
        what: text('`opened`, `closed`, `cancelled`, `rescheduled`, `handed-over` or `breached`.', 'opened'),
        on: day('The day.', '2026-11-22'),
        dueOn: optional(day('The due date.', '2026-11-27')),
        municipality: optional(orNull(municipality('A municipality.'), 'The holder; null: nobody.')),
      }),
      'What it did to cases.',
    ),
  ),
});
export type Effect = AnswerOf<typeof effectSchema>;

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
