import type { ClientBase, Pool } from 'pg';
import { SECRET_NUMBERS } from '#libs/access';
import { inTransaction } from '#libs/database';
import { addCells, type Cell } from './cohort-cells.ts';
import { type CohortQuestion, countAnew, ORDINARY } from './cohort-count.ts';
import { countDifference } from './cohort-difference.ts';
import { countLong, type Folds } from './cohort-long.query.ts';
import {
  BEGIN_COUNTING,
  type CountedAt,
  findRemembered,
  type Furthest,
  readCountBasis,
  remember,
  restsUntil,
  type CountBasis,
} from './remembered-cohort.ts';

export type { Folds } from './cohort-long.query.ts';
export type { Cell } from './cohort-cells.ts';
export type { AgeSplit, CohortQuestion, SecretSplit } from './cohort-count.ts';

export interface CohortLimits {
  /**
   * The largest distance of a remembered count from the question; beyond it a new count is cheaper than the difference.
   */
  readonly furthest: Furthest;
  /**
   * The number of positions before the question's at which a first count is remembered. Transactions overlap, and a
   * late event may reach the readers after its neighbours, which would invalidate a count as known at the very end.
   */
  readonly settlesWithin: number;
  /**
   * Number of persons in a difference from which on the answer is remembered, so the next question has a smaller
   * difference.
   */
  readonly worthRemembering: number;
}

const LIMITS: CohortLimits = { furthest: { positions: 100_000, days: 7 }, settlesWithin: 1_000, worthRemembering: 200 };

interface Counted {
  readonly cohort: CountedAt;
  readonly standing: CountBasis;
}

/**
 * Counts persons on a day as known at a position, in the cells of the question's split; each person counts once. Starts
 * from a remembered count and adds the difference, or else from a first count, which is then remembered
 * (docs/adr/0018). Persons with long streams are counted apart, because their rows are not always kept (docs/adr/0025).
 * The limits change the speed, never the answer.
 */
export async function countCohort(
  pool: Pool,
  folds: Folds,
  question: CohortQuestion,
  limits = LIMITS,
): Promise<Cell[]> {
  const { validOn, position, municipality, split } = question;
  const worthIt: Counted[] = [];
  const cells = await inTransaction(
    pool,
    async (client) => {
      let nearest = await findRemembered(client, question, limits.furthest);
      if (!nearest) {
        const first = await countFirst(client, earlier(question, limits.settlesWithin));
        worthIt.push(first);
        nearest = first.cohort;
      }
      const difference = await countDifference(client, nearest, question);
      // A search for birthdays reads all persons: the next question of the same day must not repeat it.
      const otherAges =
        nearest.split.kind === 'ages' && split.kind === 'ages' && nearest.split.fullAfter !== split.fullAfter;
      if (difference.persons >= limits.worthRemembering || otherAges) {
        worthIt.push(await standingOf(client, { validOn, knownAt: position, split, cells: difference.cells }));
      }
      return addCells(difference.cells, await countLong(client, folds, question), SECRET_NUMBERS);
    },
    BEGIN_COUNTING,
  );
  // Writes outside that transaction: inside, the write would hold back every reader of the log until the count is done.
  for (const { cohort, standing } of worthIt)
    if (standing.reached) await remember(pool, municipality, cohort, standing);
  return cells;
}

function earlier(question: CohortQuestion, positions: number): CohortQuestion {
  const before = (position: number): number => Math.max(0, position - positions);
  const { split } = question;
  return {
    ...question,
    position: before(question.position),
    split: split.kind === 'ages' ? { ...split, agedAt: before(split.agedAt) } : split,
  };
}

async function countFirst(client: ClientBase, question: CohortQuestion): Promise<Counted> {
  const { validOn, position, split } = question;
  const cells = addCells([], await countAnew(client, question, ORDINARY), SECRET_NUMBERS);
  return standingOf(client, { validOn, knownAt: position, split, cells });
}

async function standingOf(client: ClientBase, cohort: CountedAt): Promise<Counted> {
  return { cohort, standing: await readCountBasis(client, restsUntil(cohort)) };
}
