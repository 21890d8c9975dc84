import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { decideAccess } from '#libs/access';
import { CLOCK, type Clock, localDay, weekOf } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { InstitutionRegister } from '#libs/institutions';
import { fieldError, ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { waitUntilCaughtUp } from '#libs/subscriptions';
import { DELIVERIES } from '#projections/deliveries/reader';
import { findLatePlace, findLateReports, type LatePlace } from '#projections/deliveries/late.query';
import type { LateReportsAnswer } from './late-reports-answer.ts';

/** The late reports of one reporter. A reporter without any, or an unknown one, has an empty list. */
export class LateReports extends Query<LateReportsAnswer> {
  constructor(
    readonly actor: Actor,
    readonly reporter: string,
    readonly after: string | undefined,
  ) {
    super();
  }
}

const PAGE = 50;
const PATIENCE_MILLISECONDS = 2_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

@QueryHandler(LateReports)
export class LateReportsHandler implements IQueryHandler<LateReports> {
  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly institutions: InstitutionRegister,
  ) {}

  async execute({ actor, reporter, after }: LateReports): Promise<LateReportsAnswer> {
    const today = localDay(this.clock.now());
    const municipality = this.institutions.municipalityOf(reporter, today) ?? null;
    const decision = decideAccess(actor, { kind: 'reporter-figures', municipality }, this.rules.on(today));
    if (!decision.allowed) throw new ProblemError(decision.as);
    await waitUntilCaughtUp(this.pool, [DELIVERIES], PATIENCE_MILLISECONDS);
    const place = after === undefined ? undefined : await this.placeOf(reporter, after);
    const found = await findLateReports(this.pool, reporter, { after: place, limit: PAGE + 1 });
    const items = found.slice(0, PAGE);
    const last = items.at(-1);
    return {
      reporter,
      // The type and the days stay away: beside a small school's rows they could tell of one young person.
      items: items.map(({ item, dueOn, late, system }) => ({
        id: item,
        dueWeek: weekOf(dueOn),
        workdaysLate: late,
        system,
      })),
      ...(found.length > PAGE && last !== undefined ? { next: last.item } : {}),
    };
  }

  /**
   * The cursor is the last item, so that it tells no more than the list.
   * @throws ProblemError invalid-parameter if the list has no such item
   */
  private async placeOf(reporter: string, cursor: string): Promise<LatePlace> {
    const place = UUID.test(cursor) ? await findLatePlace(this.pool, reporter, cursor) : undefined;
    if (place !== undefined) return place;
    throw new ProblemError('invalid-parameter', {
      detail: 'after is not a cursor of this list.',
      errors: [fieldError('/after', 'cursor')],
    });
  }
}
