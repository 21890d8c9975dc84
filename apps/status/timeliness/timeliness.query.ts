import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { decideAccess } from '#libs/access';
import { CLOCK, type Clock, localDay, type Week } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { InstitutionRegister } from '#libs/institutions';
import { ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { DeliveryFigures } from './delivery-figures.ts';
import type { TimelinessAnswer, TimelinessGroup } from './timeliness-answer.ts';

interface Requested {
  readonly from: Week | undefined;
  readonly to: Week | undefined;
  readonly by: TimelinessGroup;
  readonly municipality: string | undefined;
}

/** Who reported when: sums of weeks, of the reporters that the caller may see. */
export class Timeliness extends Query<TimelinessAnswer> {
  constructor(
    readonly actor: Actor,
    readonly requested: Requested,
  ) {
    super();
  }
}

@QueryHandler(Timeliness)
export class TimelinessHandler implements IQueryHandler<Timeliness> {
  constructor(
    private readonly figures: DeliveryFigures,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly institutions: InstitutionRegister,
  ) {}

  async execute({ actor, requested }: Timeliness): Promise<TimelinessAnswer> {
    const { by, municipality, ...span } = requested;
    const today = localDay(this.clock.now());
    const question = { kind: 'reporter-figures', municipality: municipality ?? null } as const;
    const decision = decideAccess(actor, question, this.rules.on(today));
    if (!decision.allowed) throw new ProblemError(decision.as);
    const reporters = municipality === undefined ? null : this.institutions.numbersIn(municipality, today);
    return { by, ...(await this.figures.read({ ...span, by, reporters })) };
  }
}
