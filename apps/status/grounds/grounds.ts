import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { CLOCK, type Clock } from '#libs/calendar';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { waitUntilCaughtUp } from '#libs/subscriptions';
import { readGroundNow } from '#projections/education-status/knowledge.query';
import type { DeliveryGround } from './delivery-ground.ts';

/** A report just sent is waited for so long; then the answer is older, and `asOf` says so. */
const PATIENCE_MILLISECONDS = 2_000;

/** What answers about reporters rest on. */
@Injectable()
export class Grounds {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  /**
   * Waits for the reports just sent. Call it before the reads that it speaks of: they then rest on this position or a
   * later one.
   */
  async of(readers: readonly string[]): Promise<DeliveryGround> {
    const { pool, clock, rules } = this;
    // Not for persons that are caught up apart: one person with ten thousand reports would keep all lists waiting.
    await waitUntilCaughtUp(pool, readers, PATIENCE_MILLISECONDS, { aside: false });
    const { applied, settledAt, ruleVersion } = await readGroundNow(pool, readers, clock.now());
    return { asOf: { position: applied, time: settledAt }, ruleVersion: ruleVersion ?? rules.version };
  }
}
