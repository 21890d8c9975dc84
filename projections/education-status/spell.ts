import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { Code, Day, Instant } from '#events/model/stored';
import type { Conflict, LosingEvent } from './conflict.ts';
import type { AssessorKind, RiskLevelShown } from './risks.ts';
import type { EducationStatus, StatusReason } from './statuses.ts';

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

export interface ShownRisk {
  /** `expired-not-renewed`: it ran out on `since` without another assessment or a withdrawal; it no longer gives a status. */
  readonly state: 'active' | 'expired-not-renewed';
  readonly since?: Day;
  readonly level: RiskLevelShown;
  readonly assessor: AssessorKind;
  readonly assessedOn: Day;
  /** First day without, unless renewed. */
  readonly expiresOn: Day;
}

/** Facts beside the status. None of them outside the scope ages. */
export interface Secondary {
  /** The most advanced education completed in whole; once reached it lasts. */
  readonly highestCompleted?: {
    readonly enrolmentId: string;
    readonly reporter: string;
    readonly education: Code;
    readonly kind: EnrolmentKind;
    readonly completedOn: Day;
  };
  readonly risk?: ShownRisk;
  readonly leave?: { readonly from: Day; readonly expectedUntil?: Day; readonly lastDay?: Day };
  /** The usual length of the kind has passed and no end is reported: extensions are not reported, so the school must be asked. */
  readonly extensionNotReported?: { readonly since: Day };
  /** A coming enrolment, where the status is another. */
  readonly awaitingStart?: { readonly enrolmentId: string; readonly reporter: string; readonly startsOn: Day };
}

/** A stretch of days with one and the same answer. */
export interface Spell {
  readonly from: Day;
  /** Last day; null: for ever. */
  readonly to: Day | null;
  readonly status: EducationStatus;
  readonly reason?: StatusReason;
  /** First and last day of the unbroken run of the same status on the same enrolment; null: for ever. */
  readonly since: Day;
  readonly until: Day | null;
  readonly enrolment?: SpellEnrolment;
  /** Event ids: replaying only these gives the same status and reason. */
  readonly deciding: readonly string[];
  readonly losing: readonly LosingEvent[];
  /** Losing events that are not shown: at most MOST_SHOWN of a kind are. Missing if all are. */
  readonly losingLeftOut?: number;
  readonly conflicts: readonly Conflict[];
  readonly secondary: Secondary;
  /** Id of the rule that gave the status, e.g. `status.interrupted`. */
  readonly rule: string;
  /** Newest receipt of a report on the deciding enrolment. */
  readonly newestReportAt?: Instant;
}

/** While it is being made. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Whether two spells say the same, whatever their days. The rule is the status's own, so not compared. */
export function sameAnswer(one: Spell | undefined, other: Spell): boolean {
  return (
    one !== undefined &&
    one.status === other.status &&
    one.reason === other.reason &&
    one.newestReportAt === other.newestReportAt &&
    one.losingLeftOut === other.losingLeftOut &&
    sameData(one.enrolment, other.enrolment) &&
    sameIds(one.deciding, other.deciding) &&
    sameData(one.secondary, other.secondary) &&
    sameData(one.losing, other.losing) &&
    sameData(one.conflicts, other.conflicts)
  );
}

function sameIds(one: readonly string[], other: readonly string[]): boolean {
  return one === other || (one.length === other.length && one.every((id, index) => id === other[index]));
}

/** Plain data without undefined. */
function sameData(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => sameData(one[key], other[key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
