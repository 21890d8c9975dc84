import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '#libs/database';
import { type CohortCount, type CohortQuestion, countAnew } from './cohort-count.ts';
import { countDifference } from './cohort-difference.ts';
import { BEGIN_COUNTING, type CountedAt, findRemembered, type Furthest, readStanding, remember, type Standing } from './remembered-cohort.ts';

export type { CohortQuestion } from './cohort-count.ts';

export interface Cohort {
  readonly counts: CohortCount['statuses'];
  /** Persons counted, and what the count rests on. */
  readonly coverage: {
    readonly persons: number;
    /** Institutions whose enrolments the statuses rest on. */
    readonly institutionsReporting: number;
    /** Persons whose status is unknown: somebody should have reported. */
    readonly unknown: number;
  };
}

export interface CohortLimits {
  /** How far a remembered count may lie from the question; beyond, counting anew is cheaper than the difference. */
  readonly furthest: Furthest;
  /**
   * How long before the question's position a first count is remembered, in positions: transactions cross, and an event of
   * the last ones may come to the readers after its neighbours, which would undo a count as known at the very end.
   */
  readonly settlesWithin: number;
  /** Persons in a difference from which on the answer is remembered, so that the next question has a smaller one. */
  readonly worthRemembering: number;
}

const LIMITS: CohortLimits = { furthest: { positions: 100_000, days: 7 }, settlesWithin: 1_000, worthRemembering: 200 };

/** Persons per status on a day as known at a position; a person counts once. The limits change its speed, never its answer. */
export async function countCohort(pool: Pool, question: CohortQuestion, limits = LIMITS): Promise<Cohort> {
  // An institution's are few and found by index.
  const count = question.institution === undefined ? await countRemembering(pool, question, limits) : await countAnew(pool, question);
  const { statuses, institutions } = count;
  return {
    counts: statuses,
    coverage: {
      persons: Object.values(statuses).reduce((sum, persons) => sum + persons, 0),
      institutionsReporting: Object.keys(institutions).length,
      unknown: statuses.unknown ?? 0,
    },
  };
}

interface Counted {
  readonly cohort: CountedAt;
  readonly standing: Standing;
}

/** From what is remembered and the difference since, or else from a first count that is then remembered (docs/adr/0018). */
async function countRemembering(pool: Pool, question: CohortQuestion, limits: CohortLimits): Promise<CohortCount> {
  const { validOn, position, municipality } = question;
  const worthIt: Counted[] = [];
  const count = await inTransaction(pool, async (client) => {
    let nearest = await findRemembered(client, question, limits.furthest);
    if (!nearest) {
      const first = await countFirst(client, { ...question, position: Math.max(0, position - limits.settlesWithin) });
      worthIt.push(first);
      nearest = first.cohort;
    }
    const difference = await countDifference(client, nearest, question);
    if (difference.persons >= limits.worthRemembering) worthIt.push(await standingOf(client, { ...difference.count, validOn, knownAt: position }));
    return difference.count;
  }, BEGIN_COUNTING);
  // Not in that transaction: having written, it would hold back every reader of the log for as long as it counts.
  for (const { cohort, standing } of worthIt) if (standing.reached) await remember(pool, municipality, cohort, standing);
  return count;
}

async function countFirst(client: ClientBase, question: CohortQuestion): Promise<Counted> {
  return standingOf(client, { ...(await countAnew(client, question)), validOn: question.validOn, knownAt: question.position });
}

async function standingOf(client: ClientBase, cohort: CountedAt): Promise<Counted> {
  return { cohort, standing: await readStanding(client, cohort.knownAt) };
}
