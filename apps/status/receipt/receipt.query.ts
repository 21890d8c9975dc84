import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool, type PoolClient } from 'pg';
import { parseSource } from '#events/model/source';
import { decideAccess } from '#libs/access';
import { withReadLog } from '#libs/access-log';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import { EVENT_STORE, type EventStore, isPersonStream, type RecordedEvent } from '#libs/event-store';
import type { Actor } from '#libs/identity';
import { findBatchReceipt, findReceiptItem } from '#libs/intake';
import { loadHistories } from '#libs/persons';
import { ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import type { Effect } from '#projections/education-status/effect-schema';
import { effectFor } from './effect-of-report.ts';
import { maySeeEffect } from './may-see-effect.ts';
import type { ReceiptAnswer } from './receipt-answer.ts';
import { reportReceipt, type ReportReceipt } from './report-receipt.ts';

/**
 * The outcome of a report or of a call, for ever and only for the system that sent it. The plain receipt is no look at
 * the person. The effect is one: shown as far as the sender may see the person today, and logged.
 */
export class Receipt extends Query<ReceiptAnswer> {
  constructor(
    readonly actor: Actor,
    /** Of a report or a call; the index is that of a report within the call. */
    readonly receipt: { readonly id: string; readonly index: number | undefined },
    readonly withEffect: boolean,
  ) {
    super();
  }
}

@QueryHandler(Receipt)
export class ReceiptHandler implements IQueryHandler<Receipt> {
  constructor(
    private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore<PoolClient>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  async execute({ actor, receipt: { id, index }, withEffect }: Receipt): Promise<ReceiptAnswer> {
    if (index !== undefined) return this.itemOf(actor, id, index);
    const [event] = await this.store.findByEventIds([id]);
    if (event) {
      this.allow(actor, parseSource(event.source)?.systemId === actor.systemId);
      return this.receiptOf(actor, event, withEffect);
    }
    const batch = await findBatchReceipt(this.pool, id);
    this.allow(actor, batch?.client === actor.clientId);
    if (!batch) throw new ProblemError('not-found');
    return batch;
  }

  /** One row, however many reports the call had: a client may ask for each of 10,000. */
  private async itemOf(actor: Actor, id: string, index: number): Promise<ReceiptAnswer> {
    const found = await findReceiptItem(this.pool, id, index);
    this.allow(actor, found?.client === actor.clientId);
    if (!found) throw new ProblemError('not-found');
    return { ...found.item, receivedAt: found.receivedAt };
  }

  private async receiptOf(
    actor: Actor,
    event: RecordedEvent,
    withEffect: boolean,
  ): Promise<ReportReceipt & { readonly effect?: Effect }> {
    const receipt = await reportReceipt({ pool: this.pool, rules: this.rules }, event);
    // A report about a reporter changes no status, and asking for its effect is no look at a person.
    if (!isPersonStream(event.stream)) return receipt;
    return withEffect ? { ...receipt, effect: await this.effect(actor, event) } : receipt;
  }

  /** Writes a row also if nothing is shown: the sender asked about the person. */
  private effect(actor: Actor, event: RecordedEvent): Promise<Effect> {
    const { pool, rules, clock } = this;
    const read = {
      at: clock.now(),
      actor,
      purpose: 'own-report' as const,
      person: event.stream,
      question: 'receipt-effect' as const,
    };
    return withReadLog(
      pool,
      ({ fields }: Effect) => ({ ...read, fields }),
      async (client) => {
        const decisions = await maySeeEffect(client, { rules, clock }, { actor, persons: [event.stream] });
        const [history] = await loadHistories(client, [event.stream]);
        const decision = decisions.get(event.stream);
        if (!decision || !history) throw new Error('an event without its person');
        return effectFor(decision, history, { event, rules });
      },
    );
  }

  private allow(actor: Actor, own: boolean): void {
    const limits = this.rules.on(localDay(this.clock.now()));
    const decision = decideAccess(actor, { kind: 'receipt', relation: own ? 'own-report' : 'none' }, limits);
    if (!decision.allowed) throw new ProblemError(decision.as);
  }
}
