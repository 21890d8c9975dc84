import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool, type PoolClient } from 'pg';
import { sourceOf } from '#events/model/source';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import type { Actor } from '#libs/identity';
import { fieldError, ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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
    const before = after === undefined ? undefined : await this.positionOf(sources, after);
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

  /**
   * The cursor is the event of an own report.
   * @throws ProblemError invalid-parameter if no such report is the caller's
   */
  private async positionOf(sources: readonly string[], cursor: string): Promise<number> {
    const [event] = UUID.test(cursor) ? await this.store.findByEventIds([cursor]) : [];
    if (event !== undefined && sources.includes(event.source)) return event.position;
    throw new ProblemError('invalid-parameter', {
      detail: 'after is not a cursor of this list.',
      errors: [fieldError('/after', 'cursor')],
    });
  }
}
