import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { acceptReports, type Call } from '#libs/door';
import { countedReports, traceparentsOf, withTraceparent } from '#libs/observe';
import type { BatchReceipt } from '#libs/receipts';
import { SERVICE_PARTS, type ServiceParts } from '../service-parts.ts';

/** Take these reports in, or say for each why not. */
export class AcceptReports extends Command<BatchReceipt> {
  constructor(readonly call: Call) {
    super();
  }
}

/** OpenTelemetry keeps no more of one span. */
const MOST_LINKS = 100;

@CommandHandler(AcceptReports)
export class AcceptReportsHandler implements ICommandHandler<AcceptReports> {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  async execute({ call }: AcceptReports): Promise<BatchReceipt> {
    const { door, metrics, tracing } = this.parts;
    const links = tracing.on ? traceparentsOf(call.reports, MOST_LINKS) : [];
    const accept = () => acceptReports(door, { ...call, reports: withTraceparent(call.reports, tracing) });
    const receipt = await tracing.span('door', accept, { links, attributes: { reports: call.reports.length } });
    metrics.counted(countedReports(call.reports, receipt.items));
    return receipt;
  }
}
