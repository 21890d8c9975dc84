import type { AnswerHeader, Json } from '#libs/contract';
import { RETRY_AFTER_SECONDS } from '#libs/problems';

const header = (description: string, type: string, example: unknown): Json => ({
  description,
  required: true,
  schema: { type, examples: [example] },
});

/** Headers of answers. The description of an answer lists those it has. */
export const HEADERS = {
  CorrelationId: header('To be quoted when asking about the call.', 'string', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f'),
  RetryAfter: {
    ...header(
      'Seconds after which the same call may succeed; with every problem that is `retryable`.',
      'integer',
      RETRY_AFTER_SECONDS,
    ),
    required: false,
  },
  Challenge: header('How to sign in, and why the token was refused (RFC 6750).', 'string', 'Bearer realm="ungestatus"'),
  EntityTag: header(
    'A digest of the answer, weak (RFC 9110). Sent back in `If-None-Match` it gives 304 while ' +
      'the answer stays the same.',
    'string',
    'W/"kJ1zqL3x0Yw6bq0c9m2Zr4tT5sE"',
  ),
  NextPage: {
    ...header(
      'The next page (RFC 8288), if there is one.',
      'string',
      '</v1/cases?municipality=0751&after=eyJkIjoi>; rel="next"',
    ),
    required: false,
  },
  Receipt: {
    ...header(
      'Where the receipt of the refused report is.',
      'string',
      '/v1/receipts/5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f',
    ),
    required: false,
  },
  Allowed: header('The methods the path has.', 'string', 'GET'),
} as const satisfies Record<AnswerHeader, Json>;

const WIRE_NAMES: Record<AnswerHeader, string> = {
  CorrelationId: 'X-Correlation-Id',
  RetryAfter: 'Retry-After',
  Challenge: 'WWW-Authenticate',
  EntityTag: 'ETag',
  NextPage: 'Link',
  Receipt: 'Location',
  Allowed: 'Allow',
};

/** Headers of one answer, as references. */
export function headersOf(words: readonly AnswerHeader[]): Json {
  return Object.fromEntries(words.map((word) => [WIRE_NAMES[word], { $ref: `#/components/headers/${word}` }]));
}
