import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query as Question, QueryHandler } from '@nestjs/cqrs';
import { type CountsView, decideAccess } from '#libs/access';
import { localDay } from '#libs/calendar';
import { type AnswerOf, day, object, optional, whole } from '#libs/contract';
import { isAnyoneParked, waitUntilCaughtUp } from '#libs/subscriptions';
import type { Actor } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { agesOn, type Cohort, cohortByAge } from '#projections/education-status/cohort-by-age';
import { countCohort } from '#projections/education-status/cohort.query';
import { residence } from '#projections/residence/projection';
import { EDUCATION_STATUSES, type EducationStatus } from '#projections/education-status/education-status.evolve';
import { type KnownAt, readGroundNow, settleKnowledge } from '#projections/education-status/knowledge.query';
import { countOwnReports } from '#projections/education-status/own-reports.query';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';
import { restsMembers } from '../behind-mark.ts';
import { statusCountsSchema } from './status-counts.ts';

export const cohortSchema = object(
  'Cohort',
  'A cohort on a day as known at a time, exact. Of 25-29-year-olds a risk shows as the enrolment alone.',
  {
    validOn: day('The day the statuses hold on.'),
    ...restsMembers,
    counts: statusCountsSchema,
    coverage: object('Coverage', 'What the counts rest on.', {
      persons: whole('Persons counted.', 1204),
      institutionsReporting: whole('Institutions whose enrolments the statuses rest on.', 31),
      unknown: whole('Persons whose status is unknown: somebody should have reported.', 17),
    }),
    notShown: optional(whole('Of a municipality: residents of 30 and over today, of whom no status is shown.', 88)),
  },
);
export type CohortAnswer = AnswerOf<typeof cohortSchema>;

/** How many young people have which status on a day, as known at a state of knowledge, as far as the caller may see them. */
export class CohortAt extends Question<CohortAnswer> {
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
  /** The last position applied: what is known today. */
  readonly applied: number;
}

/** What is counted, and whether something known by then is missing in it. */
interface Counted extends Cohort {
  readonly notShown?: number;
  readonly missing: boolean;
}

const READERS = ['education-status', 'residence'];
const PATIENCE_MILLISECONDS = 1_000;

@QueryHandler(CohortAt)
export class CohortAtHandler implements IQueryHandler<CohortAt> {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  async execute(question: CohortAt): Promise<CohortAnswer> {
    const { pool, clock } = this.parts;
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
    const reporters = institution === undefined ? [] : this.parts.institutions.reportersFor(institution, today);
    const decision = decideAccess(
      actor,
      {
        kind: 'cohort',
        period: 'free',
        municipality: municipality ?? null,
        institution: institution ?? null,
        reporters,
      },
      this.parts.rules.on(today),
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
    const { pool, rules } = this.parts;
    // Ages are of today and by what is known today, whatever is asked about: the law limits what is shown now.
    const split = agesOn(today, rules.on(today), Math.max(position, applied));
    const cells = await countCohort(
      pool,
      { rules, homes: residence(rules) },
      { validOn, position, municipality, split },
    );
    return { ...cohortByAge(cells, institution), missing: await isAnyoneParked(pool, READERS) };
  }

  private async countOwn({ actor, institution }: CohortAt, { today, validOn, position }: At): Promise<Counted> {
    const { pool, rules, institutions } = this.parts;
    const known = institution === undefined ? [] : institutions.reportersFor(institution, today);
    const reporters = known.filter((one) => actor.reporters.includes(one));
    // A main institution counts all it reported, its departments too; a department those enrolled there.
    const only = known.length > 1 ? institution : undefined;
    // Read from the log: that somebody else's report waits for a replay shows nowhere in it.
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
