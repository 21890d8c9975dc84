import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { acceptReports, type Call } from '#libs/door';
import type { BatchReceipt } from '#libs/receipts';
import { SERVICE_PARTS, type ServiceParts } from '../service-parts.ts';

/** Take these reports in, or say for each why not. */
export class AcceptReports extends Command<BatchReceipt> {
  constructor(readonly call: Call) {
    super();
  }
}

@CommandHandler(AcceptReports)
export class AcceptReportsHandler implements ICommandHandler<AcceptReports> {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  execute({ call }: AcceptReports): Promise<BatchReceipt> {
    return acceptReports(this.parts.door, call);
  }
}
