import { fieldErrorSchema, instant, listOf, object, oneOf, optional, orNull, text, uuid, whole } from '#libs/contract';

const countsSchema = object('Counts', 'How many reports had which outcome.', {
  accepted: whole('Taken in.', 2),
  duplicate: whole('Sent before with the same content; nothing was stored again.', 1),
  held: whole('Stored, and waiting for what gives them effect.', 0),
  refused: whole('Not taken in.', 0),
});

const itemMembers = {
  id: orNull(text('An id.', 'sa-2026-000417'), "The sender's own id; null if the envelope had none that can be read or kept."),
  outcome: oneOf(['accepted', 'duplicate', 'held', 'refused'], 'What became of it.', 'Outcome'),
  eventId: optional(uuid('The event it became; missing if it was refused.')),
  position: optional(whole('Its place in the log; the only order there is.', 4711)),
  receipt: text('Where its receipt is, for ever.', '/v1/receipts/5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f', { format: 'uri-reference' }),
  errors: optional(listOf(fieldErrorSchema, 'Why it was refused.', { maxItems: 20 })),
  errorsLeftOut: optional(whole('How many more errors there were at least.', 130)),
  warnings: optional(listOf(fieldErrorSchema, 'What is odd in a report that was taken in.')),
  next: optional(oneOf(['retry', 'fix'], 'Of a refused one: send the same again later, or correct it first.', 'Next')),
};

const callMembers = {
  receiptId: uuid('The receipt of the whole call.'),
  counts: countsSchema,
  items: listOf(object('ReceiptItem', 'What became of one report, in the place it was sent.', itemMembers), 'Each report in the order sent.'),
};

/** What a call of the door answers. */
export const batchReceiptSchema = object('BatchReceipt', 'Counts first, then each report in the order sent.', callMembers);

/** The same when it is looked up. */
export const storedBatchReceiptSchema = object('StoredBatchReceipt', 'The receipt of a call, looked up.', {
  ...callMembers,
  client: text('The client that called.', 'sa-nord'),
  receivedAt: instant('When the call was received.'),
});

/** The receipt of one report of a call, looked up. */
export const storedItemSchema = object('StoredReceiptItem', 'What became of one report of a call, looked up.', { ...itemMembers, receivedAt: instant('When the call was received.') });
