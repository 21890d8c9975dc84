import { Body, Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import {
  Contract,
  inQuery,
  listOf,
  notBuilt,
  oneOf,
  Parameters,
  type ParametersOf,
  reportSchema,
  text,
} from '#libs/contract';
import { TakesBody } from '#libs/http';
import { type Actor, CurrentActor, Roles } from '#libs/identity';
import { type BatchReceipt, batchReceiptSchema } from '#libs/intake';
import { Limited } from '#libs/limits';
import { type ProblemCode, ProblemError } from '#libs/problems';
import { SendReports } from './events.command.ts';
import { EVENT_BATCH, REPORT_BODIES, SINGLE_EVENT } from './report-bodies.ts';

const PARAMETERS = {
  dryRun: notBuilt(
    'dry-run',
    text('Not built.', 'true'),
    'dry-run is not built: nothing was checked and nothing stored. Try reports on the sandbox, or validate against /openapi.json',
  ),
  mode: inQuery('mode', oneOf(['all-or-nothing'], 'Refuse the whole batch if one report is refused.')),
};

const REPORT_SCHEMAS = {
  [SINGLE_EVENT]: reportSchema,
  [EVENT_BATCH]: listOf(reportSchema, 'Reports, judged one by one, in the order of the array.', { maxItems: 10_000 }),
};

const REPORT_PROBLEMS: readonly ProblemCode[] = [
  'invalid-parameter',
  'changed-content',
  'too-many-reports',
  'version-conflict',
  'too-many-events',
  'log-unavailable',
  'all-or-nothing-not-available',
  'all-or-nothing-too-large',
  'not-built',
];

/** `POST /v1/events`: one CloudEvent or a batch; durable before the answer. */
@Controller('v1/events')
export class EventsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(202)
  @TakesBody(REPORT_BODIES)
  @Limited({ kind: 'reports', atOnce: EVENT_BATCH })
  @Contract({
    id: 'sendReports',
    tag: 'Reports in',
    summary: 'Send one CloudEvent or a batch of up to 10,000; durable before the answer.',
    description:
      'A refused single report is a problem; of a batch each report has its own outcome. Sent again under the same id a report is never stored twice.',
    parameters: PARAMETERS,
    body: REPORT_SCHEMAS,
    answers: { 202: { means: 'Taken in; refused reports of a batch are in their items.', schema: batchReceiptSchema } },
    problems: REPORT_PROBLEMS,
  })
  @Roles('source-system', 'register', 'company', 'jobcentre', 'institution', 'adviser')
  accept(
    @CurrentActor() sender: Actor,
    @Headers('content-type') contentType: string | undefined,
    @Parameters(PARAMETERS) { mode }: ParametersOf<typeof PARAMETERS>,
    @Body() body: unknown,
    @Req() { raw: { socket } }: FastifyRequest,
  ): Promise<BatchReceipt> {
    switch (contentType?.split(';')[0]?.trim().toLowerCase()) {
      case SINGLE_EVENT:
        return this.commands.execute(new SendReports(sender, body));
      case EVENT_BATCH:
        return this.commands.execute(
          new SendReports(sender, body, { allOrNothing: mode !== undefined, isGone: () => socket.destroyed }),
        );
      case undefined:
      default:
        throw new ProblemError('unsupported-media-type', { detail: `Content-Type: ${SINGLE_EVENT} or ${EVENT_BATCH}` });
    }
  }
}
