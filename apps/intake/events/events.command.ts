import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Call, openDoor } from '#libs/intake';
import { Pace } from '#libs/subscriptions';
import { countedReports, traceparentsOf, withTraceparent } from '#libs/telemetry';
import type { BatchReceipt } from '#libs/intake';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';

/** Take these reports in, or say for each why not. */
export class AcceptReports extends Command<BatchReceipt> {
  constructor(readonly call: Call) {
    super();
  }
}

/** OpenTelemetry keeps no more of one span. */
const MOST_LINKS = 100;

/** A part of a batch waits no longer for the answers: twenty parts must be through before their caller gives up. */
const PACE_PATIENCE_MILLISECONDS = 1_000;

@CommandHandler(AcceptReports)
export class AcceptReportsHandler implements ICommandHandler<AcceptReports> {
  private readonly accept: (call: Call) => Promise<BatchReceipt>;

  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {
    const {
      pool,
      readers,
      clock,
      config: { urgentPerSecond },
    } = parts;
    const pace = new Pace({ pool, readers, now: () => clock.now(), patience: PACE_PATIENCE_MILLISECONDS });
    this.accept = openDoor(parts.door, { urgentPerSecond, keepPace: () => pace.keep() });
  }

  async execute({ call }: AcceptReports): Promise<BatchReceipt> {
    const { metrics, tracing } = this.parts;
    const links = tracing.on ? traceparentsOf(call.reports, MOST_LINKS) : [];
    const traced = { ...call, reports: withTraceparent(call.reports, tracing) };
    const receipt = await tracing.span('door', () => this.accept(traced), {
      links,
      attributes: { reports: call.reports.length },
    });
    metrics.counted(countedReports(call.reports, receipt.items));
    return receipt;
  }
}
