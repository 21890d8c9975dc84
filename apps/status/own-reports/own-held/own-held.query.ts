import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool, type PoolClient } from 'pg';
import { sourceOf } from '#events/model/source';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import type { Actor } from '#libs/identity';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { placeOfCursor } from '../../item-cursor.ts';
import { findOwnReports } from '../find-own-reports.ts';
import { ownReporters } from '../own-reporters.ts';
import type { OwnHeldAnswer } from './own-held-answer.ts';
import { findStillHeld } from './still-held.ts';

/** The reports of the caller's system that wait. As a receipt it is no look at the persons. */
export class OwnHeld extends Query<OwnHeldAnswer> {
  constructor(
    readonly actor: Actor,
    readonly reporter: string | undefined,
    readonly after: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(OwnHeld)
export class OwnHeldHandler implements IQueryHandler<OwnHeld> {
  constructor(
    private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore<PoolClient>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  async execute({ actor, reporter, after }: OwnHeld): Promise<OwnHeldAnswer> {
    const { pool, rules } = this;
    const today = localDay(this.clock.now());
    const sources = ownReporters(actor, reporter, { rules, today }).map((one) => sourceOf(actor.systemId, one));
    const before = await placeOfCursor(after, (eventId) => this.findPosition(sources, eventId));
    const { held, last } = await findStillHeld(pool, rules, { sources, before });
    const own = await findOwnReports(pool, actor, { positions: held.map(({ position }) => position), rules, today });
    return {
      items: held.flatMap(({ position, reporter: of, receivedAt, note }) => {
        const report = own.get(position);
        return report === undefined ? [] : [{ ...report, reporter: of, receivedAt, held: note }];
      }),
      ...(last === undefined ? {} : { next: last }),
    };
  }

  /** The cursor is the event of an own report. */
  private async findPosition(sources: readonly string[], eventId: string): Promise<number | undefined> {
    const [event] = await this.store.findByEventIds([eventId]);
    return event !== undefined && sources.includes(event.source) ? event.position : undefined;
  }
}
