import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { CLOCK, type Clock, type Day, localDay, type Week } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { InstitutionRegister } from '#libs/institutions';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { countMissingByReporter } from '#projections/missing-reports/missing.query';
import { MISSING_REPORTS } from '#projections/missing-reports/projection';
import { reporterKind } from '#events/model/source';
import { checkWatchesMunicipality } from '../reporter-figures.ts';
import { DeliveryFigures } from './delivery-figures.ts';
import { missingByName, withMissing } from './missing-rows.ts';
import type { TimelinessAnswer, TimelinessGroup } from './timeliness-answer.ts';

interface Requested {
  readonly from: Week | undefined;
  readonly to: Week | undefined;
  readonly by: TimelinessGroup;
  readonly municipality: string | undefined;
  /** Only this institution. */
  readonly reporter?: string | undefined;
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
    private readonly pool: Pool,
    private readonly figures: DeliveryFigures,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly institutions: InstitutionRegister,
  ) {}

  async execute({ actor, requested }: Timeliness): Promise<TimelinessAnswer> {
    const { from, to, by } = requested;
    const today = localDay(this.clock.now());
    const reporters = this.reportersFor(actor, requested, today);
    const nameOf = this.unitOf(by, today);
    if (nameOf === undefined) return { by, ...(await this.figures.read({ from, to, by, reporters })) };
    const figures = await this.figures.read({ from, to, by, reporters, beside: [MISSING_REPORTS] });
    const missing = missingByName(await countMissingByReporter(this.pool, reporters, today), nameOf);
    const titleOf = (name: string) => (by === 'institution' ? this.institutions.find(name, today)?.name : undefined);
    return { by, ...figures, rows: withMissing(figures.rows, missing, titleOf) };
  }

  /** @returns null for all reporters */
  private reportersFor(actor: Actor, requested: Requested, today: Day): readonly string[] | null {
    const { reporter } = requested;
    const ofReporter = reporter === undefined ? undefined : this.institutions.municipalityOf(reporter, today);
    const municipality = requested.municipality ?? ofReporter;
    checkWatchesMunicipality(actor, municipality ?? null, { rules: this.rules, today });
    if (reporter !== undefined) return municipality === ofReporter ? [reporter] : [];
    return municipality === undefined ? null : this.institutions.numbersIn(municipality, today);
  }

  /** The group of a reporter by the register. @returns undefined for groups that are no units of reporters */
  private unitOf(by: TimelinessGroup, today: Day): ((reporter: string) => string | undefined) | undefined {
    switch (by) {
      case 'institution':
        return (reporter) => (reporterKind(reporter) === 'institution' ? reporter : undefined);
      case 'municipality':
        return (reporter) => this.institutions.find(reporter, today)?.municipality;
      case 'institution-type':
        return (reporter) => this.institutions.find(reporter, today)?.type;
      case 'system':
      case 'type':
      case 'week':
        return undefined;
    }
  }
}
