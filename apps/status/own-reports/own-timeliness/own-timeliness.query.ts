import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock, localDay, type Week, weeksBefore } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { DeliveryFigures, type GroupedFigures, weeksIn } from '../../timeliness/delivery-figures.ts';
import { type GroupSums, toRow } from '../../timeliness/timeliness-rows.ts';
import { ownReporters } from '../own-reporters.ts';
import type { OwnGroup, OwnTimelinessAnswer } from './own-timeliness-answer.ts';
import { PeerFigures } from './peer-figures.ts';

interface Requested {
  readonly from: Week | undefined;
  readonly to: Week | undefined;
  readonly by: OwnGroup;
}

/** When the reports of the caller's reporters came. */
export class OwnTimeliness extends Query<OwnTimelinessAnswer> {
  constructor(
    readonly actor: Actor,
    readonly reporter: string | undefined,
    readonly requested: Requested,
  ) {
    super();
  }
}

@QueryHandler(OwnTimeliness)
export class OwnTimelinessHandler implements IQueryHandler<OwnTimeliness> {
  constructor(
    private readonly figures: DeliveryFigures,
    private readonly peers: PeerFigures,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  async execute({ actor, reporter, requested }: OwnTimeliness): Promise<OwnTimelinessAnswer> {
    const today = localDay(this.clock.now());
    const reporters = ownReporters(actor, reporter, { rules: this.rules, today });
    const { by } = requested;
    const figures = await this.figures.read({ ...requested, reporters });
    return by === 'reporter' ? { by, ...(await this.withComparison(figures, actor, reporters)) } : { by, ...figures };
  }

  private async withComparison(
    { rows, ...figures }: GroupedFigures,
    { reporters: all }: Actor,
    reporters: readonly string[],
  ): Promise<Omit<OwnTimelinessAnswer, 'by'>> {
    const { from, to } = figures;
    const before = { from: weeksBefore(from, weeksIn({ from, to })), to: weeksBefore(from, 1) };
    const sums = await this.figures.sums({ ...before, by: 'reporter', reporters });
    const earlier = new Map(sums.map((sum) => [sum.name, sum]));
    const peersOf = await this.peers.find({ from, to }, { of: rows.map(({ name }) => name), without: all });
    return {
      ...figures,
      before,
      rows: rows.map((row) => ({ ...row, ...beforeOf(earlier.get(row.name)), ...peersOf(row.name) })),
    };
  }
}

type Row = OwnTimelinessAnswer['rows'][number];

function beforeOf(sums: GroupSums | undefined): Pick<Row, 'before'> {
  if (sums === undefined) return {};
  const { name: _name, ...before } = toRow(sums);
  return { before };
}
