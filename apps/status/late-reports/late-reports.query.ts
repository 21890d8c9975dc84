import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { decideAccess } from '#libs/access';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { InstitutionRegister } from '#libs/institutions';
import { ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { DeliveryFigures } from '../timeliness/delivery-figures.ts';
import { findLatePage } from './late-page.ts';
import { toLateItem } from './late-item.ts';
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

@QueryHandler(LateReports)
export class LateReportsHandler implements IQueryHandler<LateReports> {
  constructor(
    private readonly pool: Pool,
    private readonly figures: DeliveryFigures,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly institutions: InstitutionRegister,
  ) {}

  async execute({ actor, reporter, after }: LateReports): Promise<LateReportsAnswer> {
    const today = localDay(this.clock.now());
    const municipality = this.institutions.municipalityOf(reporter, today) ?? null;
    const decision = decideAccess(actor, { kind: 'reporter-figures', municipality }, this.rules.on(today));
    if (!decision.allowed) throw new ProblemError(decision.as);
    await this.figures.ground();
    const { items, next } = await findLatePage(this.pool, [reporter], after);
    return { reporter, items: items.map(toLateItem), ...next };
  }
}
