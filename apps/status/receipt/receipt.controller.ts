import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { parseSource } from '#events/model/source';
import { decideAccess, type Decision, relationOf } from '#libs/access';
import { ageOn, localDay } from '#libs/calendar';
import { Contract, inPath, inQuery, oneOf, text } from '#libs/contract';
import type { RecordedEvent } from '#libs/event-store';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { loadHistories } from '#libs/persons';
import { ProblemError } from '#libs/problems';
import { withReadLog } from '#libs/access-log';
import { findBatchReceipt, type ReceiptItem, type StoredBatchReceipt } from '#libs/intake';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';
import { findBonds } from '../bonds.ts';
import { type RawQuery, readOne, refuseUnknown } from '../parameters.ts';
import { effectFor } from './effect-of-report.ts';
import { type Effect, receiptSchema } from './receipt-answer.ts';
import { reportReceipt, type ReportReceipt } from './report-receipt.ts';

const RECEIPT_ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:\.(\d{1,5}))?$/;

type SingleItem = ReceiptItem & { readonly receivedAt: string };

/**
 * `GET /v1/receipts/{receiptId}[?effect=true]`: what became of what was sent, for ever; only for the system that sent it.
 * The plain receipt is no look. The effect is one: shown as far as the sender may see the person today, and logged.
 */
@Controller('v1/receipts/:receiptId')
export class ReceiptController {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getReceipt',
    tag: 'Reports in',
    summary: 'What became of a report or a batch; never expires.',
    parameters: [
      inPath('receiptId', text('A receipt id, or the event id of a report.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f')),
      inQuery(
        'effect',
        oneOf(
          ['true', 'false'],
          'Also say what the report changed, as far as you may see the person today. Logged as a look with purpose own-report.',
        ),
      ),
    ],
    answers: { 200: { means: 'The receipt.', schema: receiptSchema } },
    problems: ['invalid-parameter'],
  })
  async receipt(
    @CurrentActor() actor: Actor,
    @Param('receiptId') receiptId: string,
    @Query() query: RawQuery,
  ): Promise<(ReportReceipt & { readonly effect?: Effect }) | StoredBatchReceipt | SingleItem> {
    refuseUnknown(query, ['effect']);
    const withEffect = readOne(query, 'effect', ['true', 'false']) === 'true';
    const [, id, index] = RECEIPT_ID.exec(receiptId.toLowerCase()) ?? [];
    if (id === undefined) throw new ProblemError('not-found');
    const [event] = index === undefined ? await this.parts.store.findByEventIds([id]) : [];
    if (event) {
      this.allow(actor, parseSource(event.source)?.systemId === actor.systemId);
      return this.receiptOf(actor, event, withEffect);
    }
    const batch = await findBatchReceipt(this.parts.pool, id);
    this.allow(actor, batch?.client === actor.clientId);
    const item = index === undefined ? undefined : batch?.items[Number(index)];
    if (!batch || (index !== undefined && !item)) throw new ProblemError('not-found');
    return item ? { ...item, receivedAt: batch.receivedAt } : batch;
  }

  private async receiptOf(
    actor: Actor,
    event: RecordedEvent,
    withEffect: boolean,
  ): Promise<ReportReceipt & { readonly effect?: Effect }> {
    const receipt = await reportReceipt(this.parts, event);
    return withEffect ? { ...receipt, effect: await this.effect(actor, event) } : receipt;
  }

  /** A row is written also if nothing is shown: the sender asked about the person. */
  private effect(actor: Actor, event: RecordedEvent): Promise<Effect> {
    const { pool, rules, clock } = this.parts;
    const now = clock.now();
    const read = {
      at: now,
      actor,
      purpose: 'own-report' as const,
      person: event.stream,
      question: 'receipt-effect' as const,
    };
    return withReadLog(
      pool,
      ({ fields }: Effect) => ({ ...read, fields }),
      async (client) => {
        const [decision, [history]] = [
          await this.decide(client, actor, event.stream),
          await loadHistories(client, [event.stream]),
        ];
        if (!history) throw new Error('an event without its person');
        return effectFor(decision, history, { event, rules });
      },
    );
  }

  private async decide(client: PoolClient, actor: Actor, person: string): Promise<Decision> {
    const today = localDay(this.parts.clock.now());
    const bonds = (await findBonds(client, [person], today)).get(person);
    if (!bonds) return { allowed: false, as: 'not-found' };
    const question = {
      kind: 'receipt-effect',
      relation: relationOf(actor, bonds),
      ageOn: ageOn(bonds.birthDate, today),
      purpose: 'own-report',
      isProtected: false,
    } as const;
    return decideAccess(actor, question, this.parts.rules.on(today));
  }

  private allow(actor: Actor, own: boolean): void {
    const limits = this.parts.rules.on(localDay(this.parts.clock.now()));
    const decision = decideAccess(actor, { kind: 'receipt', relation: own ? 'own-report' : 'none' }, limits);
    if (!decision.allowed) throw new ProblemError(decision.as);
  }
}
