import { inPath, inQuery, type Json, operation, ref } from '../operation.ts';
import { listOf, oneOf, text } from '../schema-words.ts';

/** Reports in and what became of them. */
export const intakePaths: Json = {
  '/v1/events': {
    post: operation({
      id: 'sendReports',
      summary: 'Send one CloudEvent or a batch of up to 10,000; durable before the answer.',
      tag: 'Reports in',
      parameters: [inQuery('mode', oneOf('all-or-nothing'), 'Refuse the whole batch when one report is refused.')],
      body: {
        'application/cloudevents+json': ref('Event'),
        'application/cloudevents-batch+json': { ...listOf(ref('Event')), maxItems: 10_000 },
      },
      answers: { 202: ['Taken in; refused reports of a batch are told in their items.', 'BatchReceipt'] },
      problems: ['invalid-parameter', 'changed-content', 'version-conflict', 'too-many-events', 'too-busy', 'log-unavailable', 'all-or-nothing-not-available', 'all-or-nothing-too-large', 'not-built'],
    }),
  },
  '/v1/receipts/{receiptId}': {
    get: operation({
      id: 'getReceipt',
      summary: 'What became of a report or a batch; never expires.',
      tag: 'Reports in',
      parameters: [
        inPath('receiptId', text, 'A receipt id, or the event id of a report.'),
        inQuery('effect', oneOf('true', 'false'), 'Also say what the report changed, as far as you may see the person today. Logged as a look with purpose own-report.'),
      ],
      answers: { 200: ['The receipt.', 'Receipt'] },
      problems: ['not-found', 'invalid-parameter'],
    }),
  },
};
