import type { Enrolment, Leave, RiskMark } from '#libs/enrolments';
import type { RuleValues } from '#libs/rules';
import type { Day } from '#events/model/stored';
import type { Conflict, LosingEvent } from './conflict.ts';
import type { Facts } from './facts.ts';
import type { EducationStatus, StatusReason } from './statuses.ts';

/** The result of one rule of the precedence for a day. */
export interface Verdict {
  readonly status: EducationStatus;
  readonly reason?: StatusReason;
  /** The enrolment that gives the status. */
  readonly enrolment?: Enrolment;
  readonly deciding: readonly string[];
  readonly losing?: readonly LosingEvent[];
  readonly conflicts?: readonly Conflict[];
  /** Number of losing events that are not shown; their conflicts are not shown either. */
  readonly leftOut?: number;
  readonly leave?: Leave;
  readonly risk?: RiskMark;
  /** A risk that expired and was neither renewed nor withdrawn. */
  readonly expiredRisk?: RiskMark;
}

export type FindVerdict = (facts: Facts, day: Day, values: RuleValues) => Verdict | undefined;

/** Orders enrolments that are otherwise equal: the one recorded later comes first. */
export function byRecordedLast(a: Enrolment, b: Enrolment): number {
  if (a.recordedPosition !== b.recordedPosition) return b.recordedPosition - a.recordedPosition;
  return a.key < b.key ? 1 : -1;
}
