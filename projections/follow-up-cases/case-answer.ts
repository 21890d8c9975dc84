import { remainingWorkdays } from '#libs/calendar';
import type { Day } from '#events/model/stored';
import type { CaseRow } from './case-row.ts';
import type { CaseText } from './clock-texts.ts';
import { howItClosed, whatRemoves, whyHere } from './case-texts.ts';
import { type Side, sidesOf } from './sides.ts';

export interface CaseAnswer extends CaseRow {
  /** Workdays after today up to and including the due date, by the case's calendar; null once the case has ended. */
  readonly workdaysLeft: number | null;
  /** Workdays since the due date; 0 until then, null once the case has ended. */
  readonly workdaysOver: number | null;
  /** The workdays spent on each side of every hand-over, and the remaining ones, by both calendars. */
  readonly sides: readonly Side[];
  readonly why: CaseText;
  readonly removedBy: CaseText | null;
  /** The timing of the contact; null unless closed. */
  readonly closed: CaseText | null;
}

/** A case as answered on a day. */
export function toCaseAnswer(row: CaseRow, today: Day): CaseAnswer {
  const running = row.state === 'open' || row.state === 'breached';
  return {
    ...row,
    workdaysLeft: running ? remainingWorkdays(today, row.dueOn, row.calendar) : null,
    workdaysOver: running ? remainingWorkdays(row.dueOn, today, row.calendar) : null,
    sides: sidesOf(row),
    why: whyHere(row),
    removedBy: whatRemoves(row),
    closed: howItClosed(row),
  };
}
