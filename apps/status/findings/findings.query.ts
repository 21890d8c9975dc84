import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { CLOCK, type Clock, localDay, weekOf } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { InstitutionRegister } from '#libs/institutions';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { tellsOfAPerson } from '#projections/findings/checks';
import { findFindingCauses, type KnownFinding } from '#projections/findings/findings.query';
import { Grounds } from '../grounds/grounds.ts';
import { checkWatchesReporter } from '../reporter-figures.ts';
import { toShownCauses } from './finding-causes.ts';
import { findFindingPage } from './finding-page.ts';
import type { FindingsAnswer } from './findings-answer.ts';

/** The open findings about one reporter's reports. A reporter without any, or an unknown one, has an empty list. */
export class Findings extends Query<FindingsAnswer> {
  constructor(
    readonly actor: Actor,
    readonly reporter: string,
    readonly after: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(Findings)
export class FindingsHandler implements IQueryHandler<Findings> {
  constructor(
    private readonly pool: Pool,
    private readonly grounds: Grounds,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly institutions: InstitutionRegister,
  ) {}

  async execute({ actor, reporter, after }: Findings): Promise<FindingsAnswer> {
    const today = localDay(this.clock.now());
    checkWatchesReporter(actor, reporter, { institutions: this.institutions, rules: this.rules, today });
    const ground = await this.grounds.of(['findings']);
    const causes = await findFindingCauses(this.pool, [reporter], today);
    const { items, next } = await findFindingPage(this.pool, [reporter], { today, cursor: after });
    return {
      reporter,
      open: causes.reduce((sum, { open }) => sum + open, 0),
      causes: [...toShownCauses(causes)],
      items: items.map(toItem),
      ...next,
      ...ground,
    };
  }
}

function toItem({ item, from, system, check }: KnownFinding): FindingsAnswer['items'][number] {
  return { id: item, sinceWeek: weekOf(from), system, ...(tellsOfAPerson(check) ? {} : { check }) };
}
