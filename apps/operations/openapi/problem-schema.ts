import { fieldErrorSchema, flag, listOf, object, openList, optional, text, uuid, whole } from '#libs/contract';
import { type ProblemCode, PROBLEMS } from '#libs/problems';

/** RFC 9457 with the registry's codes. */
export const problemSchema = object('Problem', 'RFC 9457. Each code has a page: `type`.', {
  type: text('Address of the page about this code, relative to the service.', '/problems/invalid-body', {
    format: 'uri-reference',
  }),
  title: text('What happened, in Danish.', PROBLEMS['invalid-body'].da),
  titleEn: text('What happened, in English.', PROBLEMS['invalid-body'].en),
  status: whole('The HTTP status.', 422),
  code: openList(
    Object.keys(PROBLEMS) as ProblemCode[],
    'What happened. The list grows: go by `status` and `retryable` for a code you do not know.',
  ),
  detail: optional(
    text('English, for the developer; never a value that was sent.', 'all-or-nothing: nothing was stored'),
  ),
  remedy: text('What to do, in Danish.', PROBLEMS['invalid-body'].remedy.da),
  remedyEn: text('What to do, in English.', PROBLEMS['invalid-body'].remedy.en),
  retryable: flag('The same call may succeed later without a change.', false),
  errors: optional(listOf(fieldErrorSchema, 'Everything that is wrong, as far as it is shown.', { maxItems: 100 })),
  errorsLeftOut: optional(whole('How many more errors there were at least.', 12)),
  instance: text('The path of the call.', '/v1/events'),
  correlationId: uuid('To be quoted when asking about the call; also in `X-Correlation-Id`.'),
});
