import { compulsoryCourse, type Course, laterCourse, type LaterKind } from './course.ts';
import { birthdayNumber, type DayNumber, dayOf, yearOf } from './day-number.ts';
import type { Dice, Shares } from './dice.ts';
import { AFTER_PREPARATORY, AFTER_SCHOOL, ASSUMED, GAP_YEARS, PREPARATORY_TO_VOCATIONAL } from './rates.data.ts';

interface Next {
  readonly kind: LaterKind;
  readonly start: DayNumber;
}

/** More courses than any person has before thirty; bounds the loop for unlucky draws. */
const MOST_COURSES = 7;

/** Next course after leaving a youth education (assumption). */
const AGAIN: Shares<LaterKind> = [
  ['vocational', 50],
  ['upper-secondary', 30],
  ['preparatory', 20],
];
/** Next course of persons who did not continue directly after school (assumption). */
const LATE: Shares<LaterKind> = [
  ['vocational', 55],
  ['preparatory', 30],
  ['upper-secondary', 15],
];

/** Every course of a person, in order and never two at once, until `until` or the day before the 30th birthday. */
export function educationPath(dice: Dice, birth: DayNumber, until: DayNumber): Course[] {
  const courses = [compulsoryCourse(dice, birth)];
  const last = Math.min(until, birthdayNumber(birth, 30) - 1);
  while (courses.length < MOST_COURSES) {
    const before = courses[courses.length - 1] as Course;
    if (before.end > last) break;
    const next = nextOf(dice, before);
    if (next === undefined || next.start > last) break;
    courses.push(laterCourse(dice, next.kind, next.start));
  }
  return courses;
}

function nextOf(dice: Dice, { kind, outcome, end }: Course): Next | undefined {
  switch (kind) {
    case 'compulsory':
      return afterSchool(dice, end);
    case 'upper-secondary':
      return outcome === 'completed' ? afterUpperSecondary(dice, end) : again(dice, end);
    case 'vocational':
      if (outcome !== 'completed') return again(dice, end);
      return dice.chance(ASSUMED.goesOnAfterVocational)
        ? { kind: 'higher', start: august(dice, end, dice.between(1, 3)) }
        : undefined;
    case 'preparatory': {
      const goesOn = dice.chance(outcome === 'completed' ? AFTER_PREPARATORY.completed : AFTER_PREPARATORY.left);
      const wanted = dice.chance(PREPARATORY_TO_VOCATIONAL) ? 'vocational' : 'upper-secondary';
      return { kind: wanted, start: august(dice, end, goesOn ? 0 : yearsOfWaiting(dice)) };
    }
    case 'higher': {
      const share = outcome === 'completed' ? ASSUMED.goesOnAfterHigher : ASSUMED.restartsAfterLeaving;
      return dice.chance(share) ? { kind: 'higher', start: september(end) } : undefined;
    }
    case 'other':
      return undefined;
  }
}

function afterSchool(dice: Dice, end: DayNumber): Next {
  const choice = dice.pick(AFTER_SCHOOL);
  if (choice === 'upper-secondary' || choice === 'vocational' || choice === 'preparatory')
    return { kind: choice, start: august(dice, end, 0) };
  return { kind: dice.pick(LATE), start: august(dice, end, yearsOfWaiting(dice)) };
}

function afterUpperSecondary(dice: Dice, end: DayNumber): Next | undefined {
  const gap = dice.pick(GAP_YEARS);
  if (gap === 'never') return undefined;
  const start = dayOf(yearOf(end) + gap, 9, 1);
  // One in eight continues to vocational, the others to higher (assumption).
  return dice.chance(0.125) ? { kind: 'vocational', start: start - 25 } : { kind: 'higher', start };
}

function again(dice: Dice, end: DayNumber): Next | undefined {
  if (!dice.chance(ASSUMED.restartsAfterLeaving)) return undefined;
  const kind = dice.pick(AGAIN);
  // Vocational and preparatory admit throughout the year, upper secondary in August.
  if (kind === 'upper-secondary') return { kind, start: august(dice, end, 0) };
  return { kind, start: dice.chance(0.6) ? august(dice, end, 0) : end + dice.between(14, 200) };
}

function yearsOfWaiting(dice: Dice): number {
  let years = 1;
  while (years < 8 && !dice.chance(ASSUMED.startsLaterAYear)) years += 1;
  return years;
}

/** A start in the second week of the following August, `later` years on. */
function august(dice: Dice, after: DayNumber, later: number): DayNumber {
  const year = yearOf(after);
  const start = dayOf(year + later, 8, 7 + dice.between(0, 7));
  return start > after ? start : dayOf(year + later + 1, 8, 7 + dice.between(0, 7));
}

function september(after: DayNumber): DayNumber {
  const start = dayOf(yearOf(after), 9, 1);
  return start > after ? start : dayOf(yearOf(after) + 1, 9, 1);
}
