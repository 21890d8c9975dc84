import { Body, Controller, Headers, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { RefusedElement, TakesBody } from '#libs/http';
import { Contract, inQuery, listOf, oneOf, reportSchema } from '#libs/contract';
import { type Actor, CurrentActor, Roles } from '#libs/identity';
import { CLIENT_LIMITS, ClientLimits, Limited } from '#libs/limits';
import { type FieldError, fieldError, type ProblemCode, ProblemError } from '#libs/problems';
import { type BatchReceipt, batchReceiptSchema } from '#libs/intake';
import { nearest } from '#libs/validation';
import { AcceptReports } from './events.command.ts';
import { EVENT_BATCH, REPORT_BODIES, SINGLE_EVENT } from './report-bodies.ts';

interface SentBatch {
  readonly sender: Actor;
  readonly body: unknown;
  readonly allOrNothing: boolean;
  readonly isGone: () => boolean;
}

/** `POST /v1/events`: one CloudEvent or a batch; durable before the answer. */
@Controller('v1/events')
export class EventsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(CLIENT_LIMITS) private readonly limits: ClientLimits,
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
      'A refused single report is a problem; of a batch each report has its own outcome. Sent again under the same id a report is never stored twice.',
    parameters: [inQuery('mode', oneOf(['all-or-nothing'], 'Refuse the whole batch if one report is refused.'))],
    body: {
      [SINGLE_EVENT]: reportSchema,
      [EVENT_BATCH]: listOf(reportSchema, 'Reports, judged one by one, in the order of the array.', {
        maxItems: 10_000,
      }),
    },
    answers: { 202: { means: 'Taken in; refused reports of a batch are in their items.', schema: batchReceiptSchema } },
    problems: [
      'invalid-parameter',
      'changed-content',
      'too-many-reports',
      'version-conflict',
      'too-many-events',
      'log-unavailable',
      'all-or-nothing-not-available',
      'all-or-nothing-too-large',
      'not-built',
    ],
  })
  @Roles('source-system', 'register', 'company', 'jobcentre', 'institution', 'adviser')
  async accept(
    @CurrentActor() sender: Actor,
    @Headers('content-type') contentType: string | undefined,
    @Query() query: Record<string, unknown>,
    @Body() body: unknown,
    @Req() { raw: { socket } }: FastifyRequest,
  ): Promise<BatchReceipt> {
    const allOrNothing = readMode(query);
    switch (contentType?.split(';')[0]?.trim().toLowerCase()) {
      case SINGLE_EVENT:
        return this.single(sender, body);
      case EVENT_BATCH:
        return this.batch({ sender, body, allOrNothing, isGone: () => socket.destroyed });
      case undefined:
      default:
        throw new ProblemError('unsupported-media-type', { detail: `Content-Type: ${SINGLE_EVENT} or ${EVENT_BATCH}` });
    }
  }

  /** A refused single event is a problem, so that nobody mistakes it for taken in. */
  private async single(sender: Actor, body: unknown): Promise<BatchReceipt> {
    if (Array.isArray(body instanceof RefusedElement ? body.value : body))
      throw new ProblemError('invalid-body', { errors: [fieldError('', 'batch-sent-as-single')] });
    if (typeof body !== 'object' || body === null)
      throw new ProblemError('invalid-body', { errors: [fieldError('', 'object-expected')] });
    await this.limits.take('reports', sender.clientId);
    const receipt = await this.commands.execute(new AcceptReports({ sender, reports: [body], kind: 'single' }));
    const [item] = receipt.items;
    if (item?.outcome !== 'refused') return receipt;
    const errors = item.errors ?? [];
    throw new ProblemError(problemOf(errors), {
      errors,
      errorsLeftOut: item.errorsLeftOut,
      headers: { Location: item.receipt },
    });
  }

  private async batch({ sender, body, allOrNothing, isGone }: SentBatch): Promise<BatchReceipt> {
    if (!Array.isArray(body))
      throw new ProblemError('invalid-body', { errors: [fieldError('', 'single-sent-as-batch')] });
    await this.limits.take('reports', sender.clientId, body.length);
    const receipt = await this.commands.execute(
      new AcceptReports({ sender, reports: body, kind: 'batch', allOrNothing, isGone }),
    );
    if (!allOrNothing || receipt.counts.refused === 0) return receipt;
    const errors = receipt.items.flatMap((item, index) =>
      (item.errors ?? []).map((error) => ({ ...error, pointer: `/${index}${error.pointer}` })),
    );
    const errorsLeftOut = receipt.items.reduce((sum, item) => sum + (item.errorsLeftOut ?? 0), 0);
    throw new ProblemError('invalid-body', { detail: 'all-or-nothing: nothing was stored', errors, errorsLeftOut });
  }
}

/** A report that is refused for what the log holds already has a problem of its own. */
function problemOf(errors: readonly FieldError[]): ProblemCode {
  const codes = new Set(errors.map(({ code }) => code));
  if (codes.has('changed-content') || codes.has('changed-time')) return 'changed-content';
  return codes.has('too-many-reports') ? 'too-many-reports' : 'invalid-body';
}

const QUERY = ['mode'];

function readMode(query: Record<string, unknown>): boolean {
  if (query['dry-run'] !== undefined)
    throw new ProblemError('not-built', {
      detail:
        'dry-run is not built: nothing was checked and nothing stored. Try reports on the sandbox, or validate against /openapi.json',
    });
  const unknown = Object.keys(query).find((name) => !QUERY.includes(name));
  const mode = query['mode'];
  if (unknown !== undefined)
    throw new ProblemError('invalid-parameter', {
      errors: [fieldError(`/${unknown}`, 'unknown-field', { didYouMean: nearest(unknown, QUERY), allowed: QUERY })],
    });
  if (mode === undefined) return false;
  if (mode === 'all-or-nothing') return true;
  throw new ProblemError('invalid-parameter', {
    errors: [fieldError('/mode', 'one-of', { allowed: ['all-or-nothing'] })],
  });
}
