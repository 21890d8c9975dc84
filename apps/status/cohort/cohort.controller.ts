import { Controller, Get, Inject, Query } from '@nestjs/common';
import { type IQueryHandler, Query as Question, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { decideAccess, suppressSmallCounts } from '#libs/access';
import { localDay } from '#libs/calendar';
import { isAnyoneParked, waitUntilCaughtUp } from '#libs/feed';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { countCohort, type Cohort } from '#projections/education-status/cohort.query';
import { EDUCATION_STATUSES, type EducationStatus } from '#projections/education-status/education-status.evolve';
import { type KnownAt, settleKnowledge } from '#projections/education-status/knowledge.query';
import type { ShownKnowledge } from '../behind-mark.ts';
import { SERVICE_PARTS, type ServiceParts } from '../../service-parts.ts';
import { type RawQuery, readDay, readKnownAt, readText, refuseUnknown } from '../parameters.ts';

export interface CohortAnswer {
  readonly validOn: string;
  readonly knownAt: ShownKnowledge;
  /** Persons by status; null: too few to be shown. */
  readonly counts: Readonly<Record<EducationStatus, number | null>>;
  readonly coverage: Omit<Cohort['coverage'], 'persons' | 'unknown'> & { readonly persons: number | null; readonly unknown: number | null };
}

/** How many young people have which status on a day, as known at a state of knowledge. */
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

@QueryHandler(CohortAt)
export class CohortAtHandler implements IQueryHandler<CohortAt> {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  async execute({ actor, validOn: asked, knownAt, municipality, institution }: CohortAt): Promise<CohortAnswer> {
    const { pool, clock, rules } = this.parts;
    const now = clock.now();
    const question = { kind: 'cohort', municipality: municipality ?? null, institution: institution ?? null } as const;
    const decision = decideAccess(actor, question, rules.on(localDay(now)));
    if (!decision.allowed) throw new ProblemError(decision.as);
    const readers = ['education-status', 'residence'];
    const behind = !(await waitUntilCaughtUp(pool, readers, 1_000)) || (await isAnyoneParked(pool, readers));
    const validOn = asked ?? localDay(now);
    const knowledge = await settleKnowledge(pool, null, knownAt, now.toISOString());
    const cohort = await countCohort(pool, { validOn, position: knowledge.position, municipality, institution });
    return { validOn, knownAt: { ...knowledge, ...(behind ? { behind } : {}) }, ...shown(cohort, decision.smallCounts === 'suppressed') };
  }
}

function shown({ counts, coverage }: Cohort, suppressed: boolean): Pick<CohortAnswer, 'counts' | 'coverage'> {
  const statuses = Object.keys(EDUCATION_STATUSES) as EducationStatus[];
  const all = Object.fromEntries(statuses.map((status) => [status, counts[status] ?? 0])) as Record<EducationStatus, number>;
  if (!suppressed) return { counts: all, coverage };
  const safe = suppressSmallCounts(all);
  return { counts: safe.counts, coverage: { ...coverage, persons: safe.total, unknown: safe.counts.unknown } };
}

@Controller('v1/cohort')
export class CohortController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  cohortAt(@CurrentActor() actor: Actor, @Query() query: RawQuery): Promise<CohortAnswer> {
    refuseUnknown(query, ['validOn', 'knownAt', 'municipality', 'institution']);
    const municipality = readText(query, 'municipality', /^\d{4}$/);
    const institution = readText(query, 'institution', /^\d{6}$/);
    return this.queries.execute(new CohortAt(actor, readDay(query, 'validOn'), readKnownAt(query, 'knownAt'), municipality, institution));
  }
}
