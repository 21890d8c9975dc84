import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import {
  addDays,
  CLOCK,
  type Clock,
  type Day,
  daysBetween,
  findMondayOf,
  localDay,
  startOfDay,
  type Week,
  weekOf,
  weeksBefore,
} from '#libs/calendar';
import { InstitutionRegister } from '#libs/institutions';
import { fieldError, ProblemError } from '#libs/problems';
import { reporterKind } from '#events/model/source';
import { countRefusals, findFirstRefusal, type RefusalGroup } from '#libs/intake';
import { DELIVERIES } from '#projections/deliveries/reader';
import { type DeliveryGroup, type DeliveryQuestion, findDeliverySums } from '#projections/deliveries/timeliness.query';
import { Grounds } from '../grounds/grounds.ts';
import type { DeliveryGround } from '../grounds/delivery-ground.ts';
import { countedOf, groupedBy, type GroupSums, type TimelinessRow, toRow, withRefusals } from './timeliness-rows.ts';
import type { TimelinessAnswer, TimelinessGroup } from './timeliness-answer.ts';

/** `reporter`: institutions and all other reporters. */
export type FigureGroup = TimelinessGroup | 'reporter';

export interface FiguresQuestion {
  /** The last four weeks if left out. */
  readonly from: Week | undefined;
  readonly to: Week | undefined;
  readonly by: FigureGroup;
  /** Null: all reporters. */
  readonly reporters: readonly string[] | null;
  /** Subscriptions whose rows are shown beside the figures: the answer rests on the slowest of all. */
  readonly beside?: readonly string[];
}

export type GroupedFigures = Omit<TimelinessAnswer, 'by'>;

const WEEKS_SHOWN = 4;
const DAYS_A_WEEK = 7;
/** Split by type, figures are shown only from this many reports on, over the shortest of these numbers of weeks. */
const FEWEST_OF_A_TYPE = 5;
const SPANS = [1, 4, 13, 52] as const;

/** The column whose sums answer a group; institutions are put together by the register. */
const COLUMN: Readonly<Record<Exclude<FigureGroup, 'type'>, Exclude<DeliveryGroup, 'type'>>> = {
  reporter: 'reporter',
  institution: 'reporter',
  municipality: 'reporter',
  'institution-type': 'reporter',
  system: 'system',
  week: 'week',
};

const REFUSALS: Readonly<Record<Exclude<DeliveryGroup, 'type'>, RefusalGroup>> = {
  reporter: 'reporter',
  system: 'client',
  week: 'week',
};

/** Who reported when: sums of weeks, grouped. Decides no access. */
@Injectable()
export class DeliveryFigures {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly grounds: Grounds,
    @Inject(InstitutionRegister) private readonly institutions: InstitutionRegister,
  ) {}

  ground(beside: readonly string[] = []): Promise<DeliveryGround> {
    return this.grounds.of([DELIVERIES, ...beside]);
  }

  /** @throws ProblemError invalid-parameter if the last week lies before the first */
  async read({ by, reporters, beside, ...span }: FiguresQuestion): Promise<GroupedFigures> {
    const today = localDay(this.clock.now());
    const { from, to } = weeksOf(span, today);
    const ground = await this.ground(beside);
    const rows =
      by === 'type'
        ? await this.rowsByType(to, reporters)
        : this.rowsOf(await this.sums({ from, to, by: COLUMN[by], reporters }), by, today);
    const first = await findFirstRefusal(this.pool);
    const refusals = first === undefined ? {} : { refusalsFrom: first };
    return { from: by === 'type' ? weeksBefore(to, Math.max(...SPANS) - 1) : from, to, rows, ...refusals, ...ground };
  }

  /** The sums of whole weeks by name, with the refusals of the same weeks. */
  async sums({
    from,
    to,
    by,
    reporters,
  }: DeliveryQuestion & { readonly by: Exclude<DeliveryGroup, 'type'> }): Promise<readonly GroupSums[]> {
    const refusals = await countRefusals(this.pool, {
      from: startOfDay(mondayOf(from)),
      to: startOfDay(mondayOf(weeksBefore(to, -1))),
      by: REFUSALS[by],
      reporters,
    });
    // A system's name in a source is the client's, with slashes escaped.
    const nameOf = (name: string): string => (by === 'system' ? encodeURIComponent(name) : name);
    return withRefusals(
      await findDeliverySums(this.pool, { from, to, by, reporters }),
      new Map(refusals.map(({ name, refused }) => [nameOf(name), refused])),
    );
  }

  /**
   * Each type over the shortest span that has enough reports. A span of the caller's choice would tell a single report
   * by the difference of two answers.
   */
  private async rowsByType(to: Week, reporters: readonly string[] | null): Promise<readonly TimelinessRow[]> {
    const rows = new Map<string, TimelinessRow>();
    for (const weeks of SPANS) {
      const from = weeksBefore(to, weeks - 1);
      for (const sum of await findDeliverySums(this.pool, { from, to, by: 'type', reporters }))
        if (!rows.has(sum.name) && countedOf(sum) >= FEWEST_OF_A_TYPE)
          rows.set(sum.name, { ...toRow({ ...sum, refused: undefined }), from });
    }
    return [...rows.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private rowsOf(sums: readonly GroupSums[], by: Exclude<FigureGroup, 'type'>, today: Day): readonly TimelinessRow[] {
    const institutionOf = (number: string) => this.institutions.find(number, today);
    // A closed institution keeps its row, without the name.
    const titled = (sum: GroupSums): TimelinessRow => {
      const title = institutionOf(sum.name)?.name;
      return { ...toRow(sum), ...(title === undefined ? {} : { title }) };
    };
    switch (by) {
      case 'reporter':
        return sums.map(titled);
      case 'institution':
        return sums.filter(({ name }) => reporterKind(name) === 'institution').map(titled);
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

/** The number of weeks of a span. */
export function weeksIn({ from, to }: { readonly from: Week; readonly to: Week }): number {
  return daysBetween(mondayOf(from), mondayOf(to)) / DAYS_A_WEEK + 1;
}

function mondayOf(week: Week): Day {
  const monday = findMondayOf(week);
  if (monday === undefined) throw new RangeError('not a week');
  return monday;
}

function weeksOf({ from, to }: Pick<FiguresQuestion, 'from' | 'to'>, today: Day): { from: Week; to: Week } {
  const last = to ?? weekOf(today);
  const first = from ?? weekOf(addDays(today, -DAYS_A_WEEK * (WEEKS_SHOWN - 1)));
  if (first <= last) return { from: first, to: last };
  throw new ProblemError('invalid-parameter', {
    detail: 'parameter to lies before from',
    errors: [fieldError('/to', 'week')],
  });
}
