import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { decideAccess } from '#libs/access';
import { addDays, CLOCK, type Clock, type Day, findMondayOf, localDay, type Week, weekOf } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { InstitutionRegister } from '#libs/institutions';
import { fieldError, ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { reporterKind } from '#events/model/source';
import { waitUntilCaughtUp } from '#libs/subscriptions';
import { DELIVERIES } from '#projections/deliveries/reader';
import { type DeliveryGroup, type DeliverySums, findDeliverySums } from '#projections/deliveries/timeliness.query';
import { readGroundNow } from '#projections/education-status/knowledge.query';
import { countedOf, groupedBy, toRow } from './timeliness-rows.ts';
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

const WEEKS_SHOWN = 4;
/** A report just sent is waited for so long; then the figures are older, and `asOf` says so. */
const PATIENCE_MILLISECONDS = 2_000;
const DAYS_A_WEEK = 7;

/** The column whose sums answer a group; institutions are put together by the register. */
const COLUMN: Readonly<Record<TimelinessGroup, DeliveryGroup>> = {
  institution: 'reporter',
  municipality: 'reporter',
  'institution-type': 'reporter',
  system: 'system',
  type: 'type',
  week: 'week',
};

@QueryHandler(Timeliness)
export class TimelinessHandler implements IQueryHandler<Timeliness> {
  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly institutions: InstitutionRegister,
  ) {}

  async execute({ actor, requested }: Timeliness): Promise<TimelinessAnswer> {
    const { pool, clock, rules } = this;
    const today = localDay(clock.now());
    const reporters = this.reportersFor(actor, requested.municipality, today);
    const { from, to } = weeksOf(requested, today);
    const { by } = requested;
    await waitUntilCaughtUp(pool, [DELIVERIES], PATIENCE_MILLISECONDS);
    // Before the sums: they then rest on this position or a later one.
    const { applied, settledAt } = await readGroundNow(pool, [DELIVERIES], clock.now());
    const rows =
      by === 'type'
        ? await this.rowsByType(to, reporters)
        : this.rowsOf(await findDeliverySums(pool, { from, to, by: COLUMN[by], reporters }), by, today);
    return {
      from: by === 'type' ? weeksBefore(to, Math.max(...SPANS) - 1) : from,
      to,
      by,
      rows,
      asOf: { position: applied, time: settledAt },
      ruleVersion: rules.version,
    };
  }

  /** @returns null for all reporters */
  private reportersFor(actor: Actor, municipality: string | undefined, today: Day): readonly string[] | null {
    const question = { kind: 'reporter-figures', municipality: municipality ?? null } as const;
    const decision = decideAccess(actor, question, this.rules.on(today));
    if (!decision.allowed) throw new ProblemError(decision.as);
    return municipality === undefined ? null : this.institutions.numbersIn(municipality, today);
  }

  /**
   * Each type over the shortest span that has enough reports. A span of the caller's choice would tell a single report
   * by the difference of two answers.
   */
  private async rowsByType(to: Week, reporters: readonly string[] | null): Promise<TimelinessAnswer['rows']> {
    const rows = new Map<string, TimelinessAnswer['rows'][number]>();
    for (const weeks of SPANS) {
      const from = weeksBefore(to, weeks - 1);
      for (const sum of await findDeliverySums(this.pool, { from, to, by: 'type', reporters }))
        if (!rows.has(sum.name) && countedOf(sum) >= FEWEST_OF_A_TYPE) rows.set(sum.name, { ...toRow(sum), from });
    }
    return [...rows.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private rowsOf(
    sums: readonly DeliverySums[],
    by: Exclude<TimelinessGroup, 'type'>,
    today: Day,
  ): TimelinessAnswer['rows'] {
    const institutionOf = (number: string) => this.institutions.find(number, today);
    switch (by) {
      case 'institution':
        return sums.flatMap((sum) => {
          if (reporterKind(sum.name) !== 'institution') return [];
          const title = institutionOf(sum.name)?.name;
          // A closed institution keeps its row, without the name.
          return [{ ...toRow(sum), ...(title === undefined ? {} : { title }) }];
        });
      case 'municipality':
        return groupedBy(sums, ({ name }) => institutionOf(name)?.municipality).map((sum) => toRow(sum));
      case 'institution-type':
        return groupedBy(sums, ({ name }) => institutionOf(name)?.type).map((sum) => toRow(sum));
      case 'system':
      case 'week':
        return sums.map((sum) => toRow(sum));
    }
  }
}

/** Split by type, figures are shown only from this many reports on, over the shortest of these numbers of weeks. */
const FEWEST_OF_A_TYPE = 5;
const SPANS = [1, 4, 13, 52] as const;

function weeksBefore(week: Week, weeks: number): Week {
  const monday = findMondayOf(week);
  if (monday === undefined) throw new RangeError('not a week');
  return weekOf(addDays(monday, -DAYS_A_WEEK * weeks));
}

/** @throws ProblemError invalid-parameter if the last week lies before the first */
function weeksOf({ from, to }: Pick<Requested, 'from' | 'to'>, today: Day): { from: Week; to: Week } {
  const last = to ?? weekOf(today);
  const first = from ?? weekOf(addDays(today, -DAYS_A_WEEK * (WEEKS_SHOWN - 1)));
  if (first <= last) return { from: first, to: last };
  throw new ProblemError('invalid-parameter', {
    detail: 'parameter to lies before from',
    errors: [fieldError('/to', 'week')],
  });
}
