import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { Code, Day, Instant } from '#events/stored';
import type { Secondary } from './secondary.ts';
import type { EducationStatus, StatusReason } from './statuses.ts';
import type { Conflict, LosingEvent } from './verdict.ts';

/** The enrolment a status rests on, as it was on the day. */
export interface SpellEnrolment {
  readonly enrolmentId: string;
  readonly reporter: string;
  readonly institution: string;
  readonly department?: string;
  readonly education: Code;
  readonly kind: EnrolmentKind;
  readonly startsOn: Day;
  readonly expectedEndsOn?: Day;
  /** The last day, where an end is known; it may lie ahead. */
  readonly endedOn?: Day;
}

/** All that is answered for a day. */
export interface Answer {
  readonly status: EducationStatus;
  readonly reason?: StatusReason;
  readonly enrolment?: SpellEnrolment;
  /** Event ids: replaying only these gives the same status and reason. */
  readonly deciding: readonly string[];
  readonly losing: readonly LosingEvent[];
  readonly conflicts: readonly Conflict[];
  readonly secondary: Secondary;
  /** Id of the rule that gave the status, e.g. `status.interrupted`. */
  readonly rule: string;
  /** Newest receipt of a report on the deciding enrolment. */
  readonly newestReportAt?: Instant;
}

/** A stretch of days with one and the same answer. */
export interface Spell extends Answer {
  readonly from: Day;
  /** Last day; null: for ever. */
  readonly to: Day | null;
  /** First and last day of the unbroken run of the same status on the same enrolment; null: for ever. */
  readonly since: Day;
  readonly until: Day | null;
}

/** Whether two answers say the same; they are plain data. */
export function sameAnswer(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const keys = Object.keys(one) as (keyof typeof one)[];
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && sameAnswer(one[key], other[key]));
}
