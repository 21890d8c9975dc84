import { Body, Controller, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Contract, inQuery, listOf, oneOf, Parameters, type ParametersOf, reportSchema } from '#libs/contract';
import { TakesBody } from '#libs/http';
import { type Actor, CurrentActor, Roles } from '#libs/identity';
import { type BatchReceipt, batchReceiptSchema } from '#libs/intake';
import { Limited } from '#libs/limits';
import { type ProblemCode, ProblemError } from '#libs/problems';
import { type DryRun, dryRunSchema } from './dry-run-answer.ts';
import { TryReports } from './dry-run.query.ts';
import { SendReports } from './events.command.ts';
import { EVENT_BATCH, REPORT_BODIES, SINGLE_EVENT } from './report-bodies.ts';

const PARAMETERS = {
  mode: inQuery('mode', oneOf(['all-or-nothing'], 'Refuse the whole batch if one report is refused.')),
  dryRun: inQuery(
    'dry-run',
    oneOf(
      ['true', 'false'],
      'Check only: nothing is stored. Answers what would become of each report and, ' +
        'as far as you may see the person today, which status and deadline would follow (of the first 100 reports; ' +
        'logged as a look with purpose own-report).',
    ),
  ),
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
];

const REPORT_ANSWERS = {
  200: { means: 'A dry run: nothing was stored.', schema: dryRunSchema },
  202: { means: 'Taken in; refused reports of a batch are in their items.', schema: batchReceiptSchema },
};

/** `POST /v1/events`: one CloudEvent or a batch; durable before the answer. */
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @HttpCode(202)
  @TakesBody(REPORT_BODIES)
  @Limited({ kind: 'reports', atOnce: EVENT_BATCH })
  @Contract({
    id: 'sendReports',
    tag: 'Reports in',
    summary: 'Send one CloudEvent or a batch of up to 10,000; durable before the answer.',
    description:
      'A refused single report is a problem; of a batch each report has its own outcome. ' +
      'Sent again under the same id a report is never stored twice.',
    parameters: PARAMETERS,
    body: REPORT_SCHEMAS,
    answers: REPORT_ANSWERS,
    problems: REPORT_PROBLEMS,
  })
  @Roles('source-system', 'register', 'company', 'jobcentre', 'institution', 'adviser', 'operator')
  accept(
    @CurrentActor() sender: Actor,
    @Headers('content-type') contentType: string | undefined,
    @Parameters(PARAMETERS) { mode, dryRun }: ParametersOf<typeof PARAMETERS>,
    @Body() body: unknown,
    @Req() { raw: { socket } }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BatchReceipt | DryRun> {
    const batch = isBatch(contentType)
      ? { allOrNothing: mode !== undefined, isGone: () => socket.destroyed }
      : undefined;
    if (dryRun !== 'true') return this.commands.execute(new SendReports(sender, body, batch));
    reply.status(200);
    return this.queries.execute(new TryReports(sender, body, batch));
  }
}

/** @throws ProblemError if the media type is neither that of one report nor of a batch */
function isBatch(contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === SINGLE_EVENT || type === EVENT_BATCH) return type === EVENT_BATCH;
  throw new ProblemError('unsupported-media-type', { detail: `Content-Type: ${SINGLE_EVENT} or ${EVENT_BATCH}` });
}
