import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { InstitutionRegister } from '#libs/institutions';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { DeliveryFigures } from '../timeliness/delivery-figures.ts';
import { checkWatchesReporter } from '../reporter-figures.ts';
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
    checkWatchesReporter(actor, reporter, { institutions: this.institutions, rules: this.rules, today });
    await this.figures.ground();
    const { items, next } = await findLatePage(this.pool, [reporter], after);
    return { reporter, items: items.map(toLateItem), ...next };
  }
}
