import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { CLOCK, type Clock, localDay, type Week } from '#libs/calendar';
import { InstitutionRegister } from '#libs/institutions';
import { findDeliverySums } from '#projections/deliveries/timeliness.query';
import { quantile } from '#projections/deliveries/week-sums';
import { countedOf } from '../../timeliness/timeliness-rows.ts';
import type { OwnTimelinessAnswer } from './own-timeliness-answer.ts';

type Peers = NonNullable<OwnTimelinessAnswer['rows'][number]['peers']>;

/** From so many other reporters on the middle of them is shown: of fewer, one would know the other's figure. */
const FEWEST_PEERS = 5;

export interface PeersWanted {
  readonly of: readonly string[];
  /**
   * All reporters of the caller, also those that the question leaves out: with its own figures among the peers it could
   * work out another's.
   */
  readonly without: readonly string[];
}

/** The middle of the other reporters of an institution's type. Names none of them. */
@Injectable()
export class PeerFigures {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(InstitutionRegister) private readonly institutions: InstitutionRegister,
  ) {}

  /** Returns the peers of a reporter; empty if it is no institution, or has too few. */
  async find(
    span: { readonly from: Week; readonly to: Week },
    { of, without }: PeersWanted,
  ): Promise<(reporter: string) => { readonly peers?: Peers }> {
    const today = localDay(this.clock.now());
    const typeOf = (reporter: string): string | undefined => this.institutions.find(reporter, today)?.type;
    const types = new Set(of.flatMap((reporter) => typeOf(reporter) ?? []));
    const byType = new Map<string, Peers>();
    for (const institutionType of types) {
      const reporters = this.institutions.numbersOf(institutionType, today).filter((one) => !without.includes(one));
      const sums = await findDeliverySums(this.pool, { ...span, by: 'reporter', reporters });
      const counted = sums.filter((sum) => countedOf(sum) > 0);
      if (counted.length < FEWEST_PEERS) continue;
      const share = middleOf(counted.map((sum) => sum.onTime / countedOf(sum)));
      const median = middleOf(counted.map(({ took }) => quantile(took, 0.5) ?? 0));
      byType.set(institutionType, {
        institutionType,
        reporters: counted.length,
        share: Math.round(share * 1_000) / 1_000,
        median,
      });
    }
    return (reporter) => {
      const peers = byType.get(typeOf(reporter) ?? '');
      return peers === undefined ? {} : { peers };
    };
  }
}

/** The middle value, or the mean of the two in the middle. */
function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
