import { type AnswerOf, day, instant, listOf, object, optional, text, uuid } from '#libs/contract';
import { heldSchema } from '#libs/intake';

const itemSchema = object('OwnHeld', 'A report that is stored and waits; it never expires.', {
  id: text('Your own id of the report.', 'sa-2026-000417'),
  reporter: text('The reporter.', '990110'),
  type: text('Its type.', 'dk.ungestatus.education-completed.v1'),
  enrolmentId: optional(text('Your own id of the enrolment, if the report names one.', 'E-2026-0117')),
  occurredOn: day('The day it is about.'),
  receivedAt: instant('When it was received.'),
  eventId: uuid('The event that it became.'),
  receipt: text('Its receipt.', '/v1/receipts/5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f', { format: 'uri-reference' }),
  held: heldSchema,
});

export const ownHeldSchema = object('OwnHeldList', 'Reports of yours that wait, newest first.', {
  items: listOf(itemSchema, 'At most 50. A page may have fewer, or none, and a next one.'),
  next: optional(text('Opaque cursor for `after`; missing on the last page.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f')),
});
export type OwnHeldAnswer = AnswerOf<typeof ownHeldSchema>;
