import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import type { ClockName } from '#events/follow-up/follow-up.event';
import { decideAccess, parsePurpose, type Purpose } from '#libs/access';
import { ageOn, localDay } from '#libs/calendar';
import { isAnyoneParked, waitUntilCaughtUp } from '#libs/feed';
import type { Actor } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { withReadLog } from '#libs/read-log';
import { type CaseAnswer, toCaseAnswer } from '#projections/follow-up-cases/case-answer';
import type { CaseRow, CaseState } from '#projections/follow-up-cases/case-row';
import { findCases } from '#projections/follow-up-cases/cases.query';
import { findResidentsToday } from '#projections/residence/residence.query';
import { SERVICE_PARTS, type ServiceParts } from '../../service-parts.ts';

export interface WorkListAnswer {
  readonly municipality: string;
  readonly today: string;
  readonly cases: readonly CaseAnswer[];
  /** Somebody's case may be missing or old: a reader is not at the end of the log, or has parked a person. */
  readonly behind?: true;
  readonly next?: string;
}

/** A municipality's cases, due first. */
export class WorkList extends Query<WorkListAnswer> {
  constructor(
    readonly actor: Actor,
    /** The X-Purpose header; a work list is for following up, so that is what it means without one. */
    readonly purpose: string | undefined,
    readonly municipality: string | undefined,
    readonly clock: ClockName | undefined,
    readonly state: CaseState | undefined,
    readonly after: string | undefined,
  ) {
    super();
  }
}

const PAGE = 200;
const PATIENCE_MILLISECONDS = 1_000;

@QueryHandler(WorkList)
export class WorkListHandler implements IQueryHandler<WorkList> {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  async execute(question: WorkList): Promise<WorkListAnswer> {
    const { pool, clock, rules, readers } = this.parts;
    const purpose = question.purpose === undefined ? 'follow-up' : parsePurpose(question.purpose);
    const municipality = question.municipality ?? question.actor.municipality ?? null;
    const decision = decideAccess(question.actor, { kind: 'cases', municipality, purpose }, rules.on(localDay(clock.now())));
    if (!decision.allowed || municipality === null) throw new ProblemError(decision.allowed ? 'not-found' : decision.as);
    // Twice: the policy's facts come into the log while the first wait lasts.
    const wait = (): Promise<boolean> => waitUntilCaughtUp(pool, readers, PATIENCE_MILLISECONDS);
    const behind = !((await wait()) && (await wait())) || (await isAnyoneParked(pool, readers));
    const now = clock.now();
    const { actor } = question;
    const { page, next } = await withReadLog<{ page: CaseRow[]; next: string | undefined }>(
      pool,
      ({ page: shown }) => shown.map(({ person }) => ({ at: now, actor, purpose, person, question: 'person-case' as const, fields: 'all' as const })),
      (client) => this.page(client, { question, municipality, purpose, now }),
    );
    const today = localDay(now);
    return { municipality, today, ...(behind ? { behind } : {}), cases: page.map((row) => toCaseAnswer(row, today)), ...(next === undefined ? {} : { next }) };
  }

  /** The rows this adviser may see: each of them is a look, logged with the page. */
  private async page(client: PoolClient, { question, municipality, purpose, now }: Asked): Promise<{ page: CaseRow[]; next: string | undefined }> {
    const today = localDay(now);
    const { clock, state, after, actor } = question;
    const { cases, next } = await findCases(client, { municipality, clock, state, after, limit: PAGE });
    const residents = await findResidentsToday(client, cases.map((row) => row.person), today);
    const limits = this.parts.rules.on(today);
    const page = cases.filter((row) => {
      const resident = residents.get(row.person);
      const age = resident ? ageOn(resident.birthDate, today) : null;
      const relation = relationTo(row, resident?.municipality ?? null, municipality);
      return decideAccess(actor, { kind: 'person-case', relation, ageOn: age, purpose }, limits).allowed;
    });
    return { page, next };
  }
}

interface Asked {
  readonly question: WorkList;
  readonly municipality: string;
  readonly purpose: Purpose;
  readonly now: Date;
}

/** Who holds a case because no residence is known stands in for the municipality of residence. */
function relationTo({ ground }: CaseRow, lives: string | null, own: string): 'residence' | 'former' {
  return lives === own || (lives === null && ground === 'school') ? 'residence' : 'former';
}
