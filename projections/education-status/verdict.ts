import type { RuleValues } from '#libs/rules';
import type { Day } from '#events/model/stored';
import type { Conflict, LosingEvent } from './conflict.ts';
import type { Enrolment } from './enrolment.ts';
import type { Facts } from './facts.ts';
import type { Leave } from './leaves.ts';
import type { RiskMark } from './risks.ts';
import type { EducationStatus, StatusReason } from './statuses.ts';

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
