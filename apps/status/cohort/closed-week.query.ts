import { setTimeout as pause } from 'node:timers/promises';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { decideAccess } from '#libs/access';
import { addDays, CLOCK, type Clock, findMondayOf, localDay, startOfDay, type Week } from '#libs/calendar';
import { hasParkedStream } from '#libs/subscriptions';
import type { Actor } from '#libs/identity';
import { Keyring } from '#libs/persons';
import { fieldError, ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { residence } from '#projections/residence/projection';
import { countNoisyTable } from '#projections/education-status/closed-week.query';
import { readGroundNow, type SettledKnowledge, settleKnowledge } from '#projections/education-status/knowledge.query';
import type { ClosedWeekAnswer } from './closed-week-answer.ts';

/**
 * The table of a closed week as last known before the Monday after: persons by status, for the nation or a
 * municipality, with fixed noise.
 */
export class ClosedWeek extends Query<ClosedWeekAnswer> {
  constructor(
    readonly actor: Actor,
    readonly week: Week,
    readonly municipality: string | undefined,
  ) {
    super();
  }
}

const READERS = ['education-status', 'residence'];
const PATIENCE_MILLISECONDS = 2_000;
const PAUSE_MILLISECONDS = 20;

@QueryHandler(ClosedWeek)
export class ClosedWeekHandler implements IQueryHandler<ClosedWeek> {
  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly keyring: Keyring,
  ) {}

  async execute({ actor, week, municipality }: ClosedWeek): Promise<ClosedWeekAnswer> {
    const { pool, clock, rules, keyring } = this;
    const today = localDay(clock.now());
    const question = {
      kind: 'cohort',
      period: 'closed-week',
      municipality: municipality ?? null,
      institution: null,
      reporters: [],
    } as const;
    const decision = decideAccess(actor, question, rules.on(today));
    if (!decision.allowed) throw new ProblemError(decision.as);
    const { sunday, end } = closedWeek(week, today);
    const { own: position, named } = await this.settle(end);
    const { counts, persons } = await countNoisyTable(pool, { rules, homes: residence(rules) }, keyring.noiseKeys, {
      validOn: sunday,
      position,
      municipality,
    });
    // After the count: a person still parked then is missing in it.
    const behind = await hasParkedStream(pool, READERS, position);
    return {
      week,
      validOn: sunday,
      knownAt: { ...named, ...(behind ? { behind } : {}) },
      final: !behind,
      counts,
      coverage: { persons, unknown: counts.unknown },
      ruleVersion: rules.version,
    };
  }

  /**
   * The state of knowledge at the end of the week, once nothing more can be recorded before it and everything is
   * applied. An earlier answer could differ from a later one.
   * @throws ProblemError too-busy if that takes longer than the patience
   */
  private async settle(end: string): Promise<SettledKnowledge> {
    const { pool, clock } = this;
    const until = performance.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const settled = await settleKnowledge(pool, null, { time: end }, await readGroundNow(pool, READERS, clock.now()));
      if (settled.final) return settled;
      if (performance.now() > until) throw new ProblemError('too-busy');
      await pause(PAUSE_MILLISECONDS);
    }
  }
}

/** The last day of a week, and its last millisecond in Denmark. @throws ProblemError if the week is not over */
function closedWeek(week: Week, today: string): { readonly sunday: string; readonly end: string } {
  const monday = findMondayOf(week);
  if (monday === undefined) throw new RangeError('not a week');
  const after = addDays(monday, 7);
  if (today < after) {
    throw new ProblemError('invalid-parameter', {
      detail: `the figures of ${week} stand from ${after} on`,
      errors: [fieldError('/week', 'week-not-over')],
    });
  }
  return { sunday: addDays(after, -1), end: new Date(Date.parse(startOfDay(after)) - 1).toISOString() };
}
