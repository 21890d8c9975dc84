import type { StandingCondition } from '#events/model/standing-condition';
import {
  type AnswerOf,
  bothLanguages,
  day,
  fieldErrorSchema,
  instant,
  listOf,
  object,
  oneOf,
  openList,
  optional,
  orNull,
  text,
  uuid,
  whole,
} from '#libs/contract';

const countsSchema = object('Counts', 'How many reports had which outcome.', {
  accepted: whole('Taken in.', 2),
  duplicate: whole('Sent before with the same content; nothing was stored again.', 1),
  held: whole('Stored, and waiting for what gives them effect.', 0),
  refused: whole('Not taken in.', 0),
});

const CONDITIONS: readonly StandingCondition['needs'][] = [
  'own-enrolment',
  'own-enrolment-on',
  'own-report',
  'own-contact',
  'responsibility',
  'closed',
];

export const heldSchema = object('Held', 'What a held report waits for, until when, and what to do.', {
  code: openList(CONDITIONS, 'What it waits for.'),
  waitsFor: bothLanguages,
  remedy: bothLanguages,
  until: day('The day after which a finding stands at you; the report still takes effect later.', '2026-12-09'),
  didYouMean: optional(text('The own enrolment whose id is closest to the one named.', 'E-2026-0117')),
});

const itemMembers = {
  id: orNull(
    text('An id.', 'sa-2026-000417'),
    "The sender's own id; null if the envelope had none that can be read or kept.",
  ),
  outcome: oneOf(['accepted', 'duplicate', 'held', 'refused'], 'What became of it.', 'Outcome'),
  eventId: optional(uuid('The event it became; missing if it was refused.')),
  position: optional(
    whole(
      'Its place in the log; the only order there is. Reports of one call about the same person have ascending ' +
        'places in the order sent; between persons no order is promised.',
      4711,
    ),
  ),
  receipt: text('Where its receipt is, for ever.', '/v1/receipts/5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f', {
    format: 'uri-reference',
  }),
  errors: optional(listOf(fieldErrorSchema, 'Why it was refused.', { maxItems: 20 })),
  errorsLeftOut: optional(whole('How many more errors there were at least.', 130)),
  warnings: optional(listOf(fieldErrorSchema, 'What is odd in a report that was taken in.')),
  held: optional(heldSchema),
  next: optional(
    oneOf(
      ['retry', 'fix', 'wait'],
      'Of a refused one: send the same again later, or correct it first. Of a held one: wait, and do what `held` says.',
      'Next',
    ),
  ),
};

const itemSchema = object('ReceiptItem', 'What became of one report, in the place it was sent.', itemMembers);

const callMembers = {
  receiptId: uuid('The receipt of the whole call.'),
  counts: countsSchema,
  items: listOf(itemSchema, 'Each report in the order sent.'),
};

/** The answer to a call with reports. */
export const batchReceiptSchema = object(
  'BatchReceipt',
  'Counts first, then each report in the order sent.',
  callMembers,
);

/** The same receipt when it is read later. */
export const storedBatchReceiptSchema = object('StoredBatchReceipt', 'The receipt of a call, looked up.', {
  ...callMembers,
  client: text('The client that called.', 'sa-nord'),
  receivedAt: instant('When the call was received.'),
});

/** The receipt of one report of a call when it is read later. */
export const storedItemSchema = object('StoredReceiptItem', 'What became of one report of a call, looked up.', {
  ...itemMembers,
  receivedAt: instant('When the call was received.'),
});

export type Counts = AnswerOf<typeof countsSchema>;
/**
 * The condition a held report waits for. It does not expire: after `until` the sender gets a finding, and the report
 * can still take effect.
 */
export type HeldNote = AnswerOf<typeof heldSchema>;
/** The outcome of one report, at the index at which it was sent. */
export type ReceiptItem = AnswerOf<typeof itemSchema>;
/** The outcome of one report, before it has a receipt. */
export type DecidedItem = Omit<ReceiptItem, 'receipt'>;
export type BatchReceipt = AnswerOf<typeof batchReceiptSchema>;
export type StoredBatchReceipt = AnswerOf<typeof storedBatchReceiptSchema>;
