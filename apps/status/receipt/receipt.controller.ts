import { Controller, Get, Inject, Param } from '@nestjs/common';
import { parseSource } from '#events/source';
import { decideAccess } from '#libs/access';
import { localDay } from '#libs/calendar';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { findBatchReceipt, findReceiptItem, type ReceiptItem, type StoredBatchReceipt } from '#libs/receipts';
import { SERVICE_PARTS, type ServiceParts } from '../../service-parts.ts';
import { reportReceipt, type ReportReceipt } from './report-receipt.ts';

const RECEIPT_ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:\.(\d{1,5}))?$/;

/** `GET /v1/receipts/{receiptId}`: what became of what was sent, for ever; only for the system that sent it. */
@Controller('v1/receipts/:receiptId')
export class ReceiptController {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  @Get()
  @AnyRole()
  async receipt(
    @CurrentActor() actor: Actor,
    @Param('receiptId') receiptId: string,
  ): Promise<ReportReceipt | StoredBatchReceipt | (ReceiptItem & { readonly receivedAt: string })> {
    const [, id, index] = RECEIPT_ID.exec(receiptId.toLowerCase()) ?? [];
    if (id === undefined) throw new ProblemError('not-found');
    const [event] = index === undefined ? await this.parts.store.findByEventIds([id]) : [];
    if (event) {
      this.allow(actor, parseSource(event.source)?.systemId === actor.systemId);
      return reportReceipt(this.parts.pool, this.parts.rules, event);
    }
    return index === undefined ? this.ofCall(actor, id) : this.ofItem(actor, id, Number(index));
  }

  private async ofCall(actor: Actor, id: string): Promise<StoredBatchReceipt> {
    const batch = await findBatchReceipt(this.parts.pool, id);
    this.allow(actor, batch?.client === actor.clientId);
    if (!batch) throw new ProblemError('not-found');
    return batch;
  }

  private async ofItem(actor: Actor, id: string, index: number): Promise<ReceiptItem & { readonly receivedAt: string }> {
    const found = await findReceiptItem(this.parts.pool, id, index);
    this.allow(actor, found?.client === actor.clientId);
    if (!found) throw new ProblemError('not-found');
    return { ...found.item, receivedAt: found.receivedAt };
  }

  private allow(actor: Actor, own: boolean): void {
    const limits = this.parts.rules.on(localDay(this.parts.clock.now()));
    const decision = decideAccess(actor, { kind: 'receipt', relation: own ? 'own-report' : 'none' }, limits);
    if (!decision.allowed) throw new ProblemError(decision.as);
  }
}
