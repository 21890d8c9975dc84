import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { findFindingCauses, type KnownFinding } from '#projections/findings/findings.query';
import { toOwnCause } from '../../findings/finding-causes.ts';
import { findFindingPage } from '../../findings/finding-page.ts';
import { Grounds } from '../../grounds/grounds.ts';
import { findOwnReports, type OwnReport } from '../find-own-reports.ts';
import { ownReporters } from '../own-reporters.ts';
import type { OwnFindingsAnswer } from './own-findings-answer.ts';

/** The open findings about reports of the reporters that the caller speaks for. */
export class OwnFindings extends Query<OwnFindingsAnswer> {
  constructor(
    readonly actor: Actor,
    readonly reporter: string | undefined,
    readonly after: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(OwnFindings)
export class OwnFindingsHandler implements IQueryHandler<OwnFindings> {
  constructor(
    private readonly pool: Pool,
    private readonly grounds: Grounds,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  async execute({ actor, reporter, after }: OwnFindings): Promise<OwnFindingsAnswer> {
    const { pool, rules } = this;
    const today = localDay(this.clock.now());
    const reporters = ownReporters(actor, reporter, { rules, today });
    const ground = await this.grounds.of(['findings']);
    const causes = await findFindingCauses(pool, reporters, today);
    const { items, next } = await findFindingPage(pool, reporters, { today, cursor: after });
    const own = await findOwnReports(pool, actor, { positions: items.map(({ position }) => position), rules, today });
    return {
      open: causes.reduce((sum, { open }) => sum + open, 0),
      causes: causes.map(toOwnCause),
      items: items.map((item) => toOwnItem(item, own.get(item.position))),
      ...next,
      ...ground,
    };
  }
}

function toOwnItem(found: KnownFinding, report: OwnReport | undefined): OwnFindingsAnswer['items'][number] {
  const { item, reporter, check, from, system } = found;
  return { id: item, reporter, check, since: from, system, ...(report === undefined ? {} : { report }) };
}
