import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Actor } from '#libs/identity';
import { type BatchReceipt, type Call, ReportIntake } from '#libs/intake';
import { CLIENT_LIMITS, ClientLimits } from '#libs/limits';
import { Metrics, TRACING, type Tracing } from '#libs/telemetry';
import { allOrNothingRefusal, singleRefusal } from './refusals.ts';
import { countedReports, traceparentsOf, withTraceparent } from './traced-reports.ts';
import { batchIn, singleIn } from './sent-body.ts';

export interface BatchOptions {
  readonly allOrNothing: boolean;
  /** Whether the caller has closed the connection. */
  readonly isGone: () => boolean;
}

/** Takes one report, or with `batch` a batch of them. */
export class SendReports extends Command<BatchReceipt> {
  constructor(
    readonly sender: Actor,
    /** The parsed body, not checked. */
    readonly body: unknown,
    readonly batch?: BatchOptions,
  ) {
    super();
  }
}

/** OpenTelemetry keeps at most this many links per span. */
const MOST_LINKS = 100;

@CommandHandler(SendReports)
export class SendReportsHandler implements ICommandHandler<SendReports> {
  constructor(
    private readonly intake: ReportIntake,
    @Inject(CLIENT_LIMITS) private readonly limits: ClientLimits,
    private readonly metrics: Metrics,
    @Inject(TRACING) private readonly tracing: Tracing,
  ) {}

  execute({ sender, body, batch }: SendReports): Promise<BatchReceipt> {
    return batch === undefined ? this.single(sender, body) : this.many(sender, body, batch);
  }

  /** @throws ProblemError if the report is refused, for callers that read only the status */
  private async single(sender: Actor, body: unknown): Promise<BatchReceipt> {
    const reports = singleIn(body);
    await this.limits.take('reports', sender.clientId);
    const receipt = await this.take({ sender, reports, kind: 'single' });
    const [item] = receipt.items;
    if (item?.outcome === 'refused') throw singleRefusal(item);
    return receipt;
  }

  private async many(sender: Actor, body: unknown, { allOrNothing, isGone }: BatchOptions): Promise<BatchReceipt> {
    const reports = batchIn(body);
    await this.limits.take('reports', sender.clientId, reports.length);
    const receipt = await this.take({ sender, reports, kind: 'batch', allOrNothing, isGone });
    if (allOrNothing && receipt.counts.refused > 0) throw allOrNothingRefusal(receipt);
    return receipt;
  }

  private async take(call: Call): Promise<BatchReceipt> {
    const { metrics, tracing } = this;
    const links = tracing.on ? traceparentsOf(call.reports, MOST_LINKS) : [];
    const traced = { ...call, reports: withTraceparent(call.reports, tracing) };
    const attributes = { reports: call.reports.length };
    const receipt = await tracing.span('door', () => this.intake.accept(traced), { links, attributes });
    metrics.counted(countedReports(call.reports, receipt.items));
    return receipt;
  }
}
