import type { RuleValues } from '#libs/rules';
import type { Day } from '#events/model/stored';
import type { Enrolment } from './enrolment.ts';
import type { Facts } from './facts.ts';
import type { Leave } from './leaves.ts';
import type { RiskMark } from './risks.ts';
import type { EducationStatus, StatusReason } from './statuses.ts';

/**
 * At most so many losing events, conflicts and sides of one kind are shown, with a count of the losing events left out: with
 * thousands of reports about one person, every stretch of days would show thousands.
 */
export const MOST_SHOWN = 20;

/** The most recently recorded where there are more than are shown; else all of them, in the order given. */
export function mostRecent<R extends { readonly recordedPosition: number }>(all: readonly R[]): readonly R[] {
  return all.length <= MOST_SHOWN
    ? all
    : all.toSorted((one, other) => other.recordedPosition - one.recordedPosition).slice(0, MOST_SHOWN);
}

export interface LosingEvent {
  readonly eventId: string;
  readonly why: 'earlier-start' | 'recorded-earlier' | 'before-start' | 'never-started';
}

/** Two or more reports that cannot all be so. Each side is the events that say it. */
export interface Conflict {
  readonly kind: 'parallel-enrolments' | 'ends-disagree' | 'end-before-start' | 'never-started-and-ended';
  readonly sides: readonly (readonly string[])[];
}

/** What one rule of the precedence says of a day. */
export interface Verdict {
  readonly status: EducationStatus;
  readonly reason?: StatusReason;
  /** The enrolment the status rests on. */
  readonly enrolment?: Enrolment;
  readonly deciding: readonly string[];
  readonly losing?: readonly LosingEvent[];
  readonly conflicts?: readonly Conflict[];
  /** Losing events that are not shown, and with them their conflicts. */
  readonly leftOut?: number;
  readonly leave?: Leave;
  readonly risk?: RiskMark;
  /** A risk that ran out and was neither renewed nor withdrawn. */
  readonly expiredRisk?: RiskMark;
}

export type FindVerdict = (facts: Facts, day: Day, values: RuleValues) => Verdict | undefined;

/** For sorting what is otherwise equal: the later recorded first. */
export function byRecordedLast(a: Enrolment, b: Enrolment): number {
  if (a.recordedPosition !== b.recordedPosition) return b.recordedPosition - a.recordedPosition;
  return a.key < b.key ? 1 : -1;
}
