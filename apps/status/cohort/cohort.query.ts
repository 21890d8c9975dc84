import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { type CountsView, decideAccess } from '#libs/access';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import { hasParkedStream, waitUntilCaughtUp } from '#libs/subscriptions';
import type { Actor } from '#libs/identity';
import { InstitutionRegister } from '#libs/institutions';
import { ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { agesOn, type Cohort, cohortByAge } from '#projections/education-status/cohort-by-age';
import { countCohort } from '#projections/education-status/cohort.query';
import { residence } from '#projections/residence/projection';
import { EDUCATION_STATUSES, type EducationStatus } from '#projections/education-status/education-status.evolve';
import { type KnownAt, readGroundNow, settleKnowledge } from '#projections/education-status/knowledge.query';
import { countOwnReports } from '#projections/education-status/own-reports.query';
import type { CohortAnswer } from './cohort-answer.ts';

/** The number of young people by status on a day, as known at a state of knowledge, as far as the caller may see. */
export class CohortAt extends Query<CohortAnswer> {
  constructor(
    readonly actor: Actor,
    readonly validOn: string | undefined,
    readonly knownAt: KnownAt,
    readonly municipality: string | undefined,
    readonly institution: string | undefined,
  ) {
    super();
  }
}

interface At {
  readonly today: string;
  readonly validOn: string;
  readonly position: number;
  /** The last position applied: the state of knowledge of today. */
  readonly applied: number;
}

/** The counts, and whether an event known by then is missing in them. */
interface Counted extends Cohort {
  readonly notShown?: number;
  readonly missing: boolean;
}

const READERS = ['education-status', 'residence'];
const PATIENCE_MILLISECONDS = 1_000;

@QueryHandler(CohortAt)
export class CohortAtHandler implements IQueryHandler<CohortAt> {
  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly institutions: InstitutionRegister,
  ) {}

  async execute(question: CohortAt): Promise<CohortAnswer> {
    const { pool, clock } = this;
    const now = clock.now();
    const today = localDay(now);
    const view = this.decide(question, today);
    const late = !(await waitUntilCaughtUp(pool, READERS, PATIENCE_MILLISECONDS, { aside: false }));
    const ground = await readGroundNow(pool, READERS, clock.now());
    const { own: position, named, final } = await settleKnowledge(pool, null, question.knownAt, ground);
    const validOn = question.validOn ?? today;
    const at = { today, validOn, position, applied: ground.applied };
    const { missing, counts, coverage, notShown } = await (view === 'own-reports'
      ? this.countOwn(question, at)
      : this.countByAge(question, at));
    const behind = late || missing;
    return {
      validOn,
      knownAt: { ...named, ...(behind ? { behind } : {}) },
      final: final && !behind,
      ruleVersion: ground.ruleVersion,
      counts: withZeros(counts),
      coverage,
      ...(notShown === undefined ? {} : { notShown }),
    };
  }

  private decide({ actor, municipality, institution }: CohortAt, today: string): CountsView | undefined {
    const reporters = institution === undefined ? [] : this.institutions.reportersFor(institution, today);
    const decision = decideAccess(
      actor,
      {
        kind: 'cohort',
        period: 'free',
        municipality: municipality ?? null,
        institution: institution ?? null,
        reporters,
      },
      this.rules.on(today),
    );
    if (decision.allowed) return decision.counts;
    const detail =
      actor.role === 'monitor'
        ? 'A monitor asks for a closed week, for the nation or a municipality: ?week=2026-W48&municipality=0751'
        : undefined;
    throw new ProblemError(decision.as, detail === undefined ? {} : { detail });
  }

  private async countByAge(
    { municipality, institution }: CohortAt,
    { today, validOn, position, applied }: At,
  ): Promise<Counted> {
    const { pool, rules } = this;
    // Ages of today as known today, for any day and state of knowledge: the law limits what is shown now.
    const split = agesOn(today, rules.on(today), Math.max(position, applied));
    const cells = await countCohort(
      pool,
      { rules, homes: residence(rules) },
      { validOn, position, municipality, split },
    );
    return { ...cohortByAge(cells, institution), missing: await hasParkedStream(pool, READERS) };
  }

  private async countOwn({ actor, institution }: CohortAt, { today, validOn, position }: At): Promise<Counted> {
    const { pool, rules, institutions } = this;
    const known = institution === undefined ? [] : institutions.reportersFor(institution, today);
    const reporters = known.filter((one) => actor.reporters.includes(one));
    // A main institution counts all persons it reported, its departments included; a department those enrolled there.
    const only = known.length > 1 ? institution : undefined;
    // Read from the log, so that it does not reveal whether another reporter's report waits for a replay.
    const { unreadable, ...cohort } = await countOwnReports(pool, rules, {
      reporters,
      institution: only,
      validOn,
      position,
    });
    return { ...cohort, missing: unreadable > 0 };
  }
}

function withZeros(counts: Cohort['counts']): Record<EducationStatus, number> {
  const statuses = Object.keys(EDUCATION_STATUSES) as EducationStatus[];
  return Object.fromEntries(statuses.map((status) => [status, counts[status] ?? 0])) as Record<EducationStatus, number>;
}
