import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { decideAccess } from '#libs/access';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { countCasesWithoutHolder, findCasesWithoutHolder } from '#projections/follow-up-cases/without-holder.query';
import { type CasesWithoutHolderAnswer, MOST_CASES_SHOWN } from './cases-without-holder-answer.ts';

/** The operator's list of running cases that no municipality holds: no person, no municipality, no look. */
export class CasesWithoutHolder extends Query<CasesWithoutHolderAnswer> {
  constructor(readonly actor: Actor) {
    super();
  }
}

@QueryHandler(CasesWithoutHolder)
export class CasesWithoutHolderHandler implements IQueryHandler<CasesWithoutHolder> {
  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  async execute({ actor }: CasesWithoutHolder): Promise<CasesWithoutHolderAnswer> {
    const rules = this.rules.on(localDay(this.clock.now()));
    const decision = decideAccess(actor, { kind: 'cases-without-holder' }, rules);
    if (!decision.allowed) throw new ProblemError(decision.as);
    const counts = await countCasesWithoutHolder(this.pool);
    return {
      count: [...counts.values()].reduce((sum, count) => sum + count, 0),
      cases: await findCasesWithoutHolder(this.pool, MOST_CASES_SHOWN),
    };
  }
}
