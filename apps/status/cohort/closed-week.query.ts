import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query as Question, QueryHandler } from '@nestjs/cqrs';
import { decideAccess } from '#libs/access';
import { addDays, findMondayOf, localDay, startOfDay, type Week } from '#libs/calendar';
import { isAnyoneParked, waitUntilCaughtUp } from '#libs/feed';
import type { Actor } from '#libs/identity';
import { fieldError, ProblemError } from '#libs/problems';
import { countNoisyTable, type NoisyTable } from '#projections/education-status/closed-week.query';
import { readGroundNow, settleKnowledge } from '#projections/education-status/knowledge.query';
import { SERVICE_PARTS, type ServiceParts } from '../../service-parts.ts';
import type { Rests } from '../behind-mark.ts';

export interface ClosedWeekAnswer extends Rests {
  readonly week: Week;
  /** The week's Sunday. */
  readonly validOn: string;
  /** Persons by status, with fixed noise. */
  readonly counts: NoisyTable['counts'];
  readonly coverage: { readonly persons: number; readonly unknown: number };
  readonly ruleVersion: string;
}

/** The table of a closed week as last known before the Monday after: persons by status, for the nation or a municipality, with fixed noise. */
export class ClosedWeek extends Question<ClosedWeekAnswer> {
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

@QueryHandler(ClosedWeek)
export class ClosedWeekHandler implements IQueryHandler<ClosedWeek> {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  async execute({ actor, week, municipality }: ClosedWeek): Promise<ClosedWeekAnswer> {
    const { pool, clock, rules, keyring } = this.parts;
    const today = localDay(clock.now());
    const question = { kind: 'cohort', period: 'closed-week', municipality: municipality ?? null, institution: null, reporters: [] } as const;
    const decision = decideAccess(actor, question, rules.on(today));
    if (!decision.allowed) throw new ProblemError(decision.as);
    const { sunday, end } = closedWeek(week, today);
    const behind = !(await waitUntilCaughtUp(pool, READERS, PATIENCE_MILLISECONDS)) || (await isAnyoneParked(pool, READERS));
    const ground = await readGroundNow(pool, READERS, clock.now());
    const { own: position, named, final } = await settleKnowledge(pool, null, { time: end }, ground);
    const { counts, persons } = await countNoisyTable(pool, keyring.noiseKeys, { validOn: sunday, position, municipality });
    return {
      week,
      validOn: sunday,
      knownAt: { ...named, ...(behind ? { behind } : {}) },
      final: final && !behind,
      counts,
      coverage: { persons, unknown: counts.unknown },
      ruleVersion: rules.version,
    };
  }
}

/** The last day of a week that is over, and its last millisecond in Denmark. @throws ProblemError for a week that is not */
function closedWeek(week: Week, today: string): { readonly sunday: string; readonly end: string } {
  const monday = findMondayOf(week);
  if (monday === undefined) throw new RangeError('not a week');
  const after = addDays(monday, 7);
  if (today < after) {
    throw new ProblemError('invalid-parameter', { detail: `the figures of ${week} stand from ${after} on`, errors: [fieldError('/week', 'week-not-over')] });
  }
  return { sunday: addDays(after, -1), end: new Date(Date.parse(startOfDay(after)) - 1).toISOString() };
}
