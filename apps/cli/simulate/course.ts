import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import { type DayNumber, dayOf, yearOf } from './day-number.ts';
import type { Dice, Shares } from './dice.ts';
import { ASSUMED, LEAVES, LEAVES_IN_FIRST_YEAR, TENTH_CLASS } from './rates.data.ts';

export type CourseOutcome = 'completed' | 'not-passed' | 'left' | 'never-started';

/** One enrolment as it really happened, independent of what was reported. */
export interface Course {
  readonly kind: EnrolmentKind;
  readonly education: string;
  readonly start: DayNumber;
  readonly expectedEnd: DayNumber;
  /** The new expected end, and the day of the decision. */
  readonly extension: { readonly on: DayNumber; readonly expectedEnd: DayNumber } | null;
  readonly end: DayNumber;
  readonly outcome: CourseOutcome;
}

/** Education, its length in months and its share within its kind (assumptions; lengths are those of the programmes). */
const PROGRAMMES: Readonly<
  Record<Exclude<EnrolmentKind, 'compulsory' | 'other'>, Shares<readonly [education: string, months: number]>>
> = {
  'upper-secondary': [
    [['stx', 34], 60],
    [['hhx', 34], 17],
    [['htx', 34], 9],
    [['hf', 22], 14],
  ],
  vocational: [
    [['social-health', 30], 26],
    [['office-retail', 36], 30],
    [['technical', 48], 36],
    [['food', 42], 8],
  ],
  preparatory: [
    [['fgu-production', 12], 50],
    [['fgu-general', 10], 35],
    [['fgu-basic', 6], 15],
  ],
  higher: [
    [['bachelor', 34], 45],
    [['professional', 41], 35],
    [['academy', 24], 20],
  ],
};
const DAYS_A_MONTH = 30.44;

/**
 * From August of the year in which the person turns six to June of 9th class, or of the 10th for those who stay
 * (Folkeskoleloven § 34: ten years from the 0th class).
 */
export function compulsoryCourse(dice: Dice, birth: DayNumber): Course {
  const year = yearOf(birth);
  const expectedEnd = dayOf(year + 16, 6, 30);
  const tenth = dice.chance(TENTH_CLASS);
  const extension = tenth ? { on: dayOf(year + 16, 6, 20), expectedEnd: dayOf(year + 17, 6, 30) } : null;
  const last = extension?.expectedEnd ?? expectedEnd;
  const leaves = dice.chance(LEAVES.compulsory);
  const end = leaves ? last - dice.between(10, 150) : last;
  return {
    kind: 'compulsory',
    education: 'folkeskole',
    start: dayOf(year + 6, 8, 12),
    expectedEnd,
    extension,
    end,
    outcome: leaves ? 'left' : 'completed',
  };
}

export type LaterKind = keyof typeof PROGRAMMES;

/**
 * An education after school from start to end; the end may lie after everything that is reported. Written field by
 * field: spreading costs 4 microseconds per object (Node 20), more than everything else here together.
 */
export function laterCourse(dice: Dice, kind: LaterKind, start: DayNumber): Course {
  const [education, months] = dice.pick(PROGRAMMES[kind]);
  const length = Math.round((kind === 'vocational' ? months + dice.between(-4, 8) : months) * DAYS_A_MONTH);
  const expectedEnd = start + length;
  if (dice.chance(ASSUMED.neverStarted)) {
    return {
      kind,
      education,
      start,
      expectedEnd,
      extension: null,
      end: start + dice.between(5, 21),
      outcome: 'never-started',
    };
  }
  if (dice.chance(LEAVES[kind])) {
    return {
      kind,
      education,
      start,
      expectedEnd,
      extension: null,
      end: start + leavesAfter(dice, kind, length),
      outcome: 'left',
    };
  }
  const extended = kind !== 'upper-secondary' && dice.chance(ASSUMED.extended);
  const end = expectedEnd + (extended ? dice.between(30, 300) : 0);
  const extension = extended ? { on: expectedEnd - dice.between(20, 90), expectedEnd: end } : null;
  return {
    kind,
    education,
    start,
    expectedEnd,
    extension,
    end,
    outcome: dice.chance(ASSUMED.notPassed) ? 'not-passed' : 'completed',
  };
}

function leavesAfter(dice: Dice, kind: LaterKind, length: number): number {
  const year = Math.min(365, length - 1);
  return dice.chance(LEAVES_IN_FIRST_YEAR[kind]) || year === length - 1
    ? dice.between(8, year)
    : dice.between(year, length - 1);
}
