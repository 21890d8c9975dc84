import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { decideAccess } from '#libs/access';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { InstitutionRegister } from '#libs/institutions';
import { ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { findFirstReports } from '#projections/deliveries/first-reports.query';
import { DeliveryFigures } from '../../timeliness/delivery-figures.ts';
import type { MeAnswer } from './me-answer.ts';

/** The caller as its token names it, with the first report of each of its reporters and types. */
export class Me extends Query<MeAnswer> {
  constructor(readonly actor: Actor) {
    super();
  }
}

@QueryHandler(Me)
export class MeHandler implements IQueryHandler<Me> {
  constructor(
    private readonly pool: Pool,
    private readonly figures: DeliveryFigures,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly institutions: InstitutionRegister,
  ) {}

  async execute({ actor }: Me): Promise<MeAnswer> {
    const today = localDay(this.clock.now());
    const rules = this.rules.on(today);
    const decision = decideAccess(actor, { kind: 'own-account' }, rules);
    if (!decision.allowed) throw new ProblemError(decision.as);
    // The token of a role that only reads may name reporters: they give it nothing.
    const reporters = actor.reporters.filter(
      (reporter) => decideAccess(actor, { kind: 'own-reporter', reporter }, rules).allowed,
    );
    const { asOf } = await this.figures.ground();
    const first = await findFirstReports(this.pool, reporters);
    const { clientId: client, subject, role, municipality } = actor;
    return {
      client,
      ...(subject === client ? {} : { subject }),
      role,
      ...(municipality === undefined ? {} : { municipality }),
      reporters: reporters.map((reporter) => {
        const title = this.institutions.find(reporter, today)?.name;
        const own = first.filter((one) => one.reporter === reporter);
        return {
          reporter,
          ...(title === undefined ? {} : { title }),
          mode: 'unknown' as const,
          connections: own.map(({ type, since }) => ({ type: `dk.ungestatus.${type}`, since })),
        };
      }),
      asOf,
    };
  }
}
