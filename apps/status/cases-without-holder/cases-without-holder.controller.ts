import { Controller, Get, Inject, Query } from '@nestjs/common';
import { type IQueryHandler, Query as Question, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { decideAccess } from '#libs/access';
import { localDay } from '#libs/calendar';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { type CaseWithoutHolder, countCasesWithoutHolder, findCasesWithoutHolder } from '#projections/follow-up-cases/without-holder.query';
import { SERVICE_PARTS, type ServiceParts } from '../../service-parts.ts';
import { type RawQuery, refuseUnknown } from '../parameters.ts';

/** The list must be empty; beyond this many the count says how many more there are. */
const MOST_SHOWN = 200;

export interface CasesWithoutHolderAnswer {
  readonly count: number;
  readonly cases: readonly CaseWithoutHolder[];
}

export class CasesWithoutHolder extends Question<CasesWithoutHolderAnswer> {
  constructor(readonly actor: Actor) {
    super();
  }
}

/** The operator's list of cases without a holder: no person, no municipality, no look. */
@QueryHandler(CasesWithoutHolder)
export class CasesWithoutHolderHandler implements IQueryHandler<CasesWithoutHolder> {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  async execute({ actor }: CasesWithoutHolder): Promise<CasesWithoutHolderAnswer> {
    const { pool, rules, clock } = this.parts;
    const decision = decideAccess(actor, { kind: 'cases-without-holder' }, rules.on(localDay(clock.now())));
    if (!decision.allowed) throw new ProblemError(decision.as);
    return { count: await countCasesWithoutHolder(pool), cases: await findCasesWithoutHolder(pool, MOST_SHOWN) };
  }
}

@Controller('v1/cases/without-holder')
export class CasesWithoutHolderController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  list(@CurrentActor() actor: Actor, @Query() query: RawQuery): Promise<CasesWithoutHolderAnswer> {
    refuseUnknown(query, []);
    return this.queries.execute(new CasesWithoutHolder(actor));
  }
}
