import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import type { LateReport } from '#projections/deliveries/late.query';
import { toLateItem } from '../../late-reports/late-item.ts';
import { findLatePage } from '../../late-reports/late-page.ts';
import { DeliveryFigures } from '../../timeliness/delivery-figures.ts';
import { findOwnReports, type OwnReport } from '../find-own-reports.ts';
import { ownReporters } from '../own-reporters.ts';
import type { OwnLateAnswer } from './own-late-answer.ts';

/** The late reports of the reporters that the caller speaks for. */
export class OwnLate extends Query<OwnLateAnswer> {
  constructor(
    readonly actor: Actor,
    readonly reporter: string | undefined,
    readonly after: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(OwnLate)
export class OwnLateHandler implements IQueryHandler<OwnLate> {
  constructor(
    private readonly pool: Pool,
    private readonly figures: DeliveryFigures,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  async execute({ actor, reporter, after }: OwnLate): Promise<OwnLateAnswer> {
    const { pool, rules } = this;
    const today = localDay(this.clock.now());
    const reporters = ownReporters(actor, reporter, { rules, today });
    const ground = await this.figures.ground();
    const { items, next } = await findLatePage(pool, reporters, after);
    const own = await findOwnReports(pool, actor, { positions: items.map(({ position }) => position), rules, today });
    return { items: items.map((item) => toOwnItem(item, own.get(item.position))), ...next, ...ground };
  }
}

function toOwnItem(late: LateReport, own: OwnReport | undefined): OwnLateAnswer['items'][number] {
  const { reporter, dueOn, receivedOn } = late;
  return { reporter, ...toLateItem(late), ...(own === undefined ? {} : { report: { ...own, dueOn, receivedOn } }) };
}
