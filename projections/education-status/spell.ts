import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { Code, Day, Instant } from '#events/model/stored';
import type { AssessorKind, EnrolmentOnDay, RiskLevelShown } from '#libs/enrolments';
import type { Conflict, LosingEvent } from './conflict.ts';
import type { EducationStatus, StatusReason } from './statuses.ts';

export interface ShownRisk {
  /**
   * `expired-not-renewed`: it expired on `since` without another assessment or a withdrawal and no longer gives a
   * status.
   */
  readonly state: 'active' | 'expired-not-renewed';
  readonly since?: Day;
  readonly level: RiskLevelShown;
  readonly assessor: AssessorKind;
  readonly assessedOn: Day;
  /** The first day on which it no longer counts, unless it is renewed. */
  readonly expiresOn: Day;
}

/** Facts in addition to the status. Empty outside the ages in scope. */
export interface Secondary {
  /** The most advanced education completed in whole; never lost again. */
  readonly highestCompleted?: {
    readonly enrolmentId: string;
    readonly reporter: string;
    readonly education: Code;
    readonly kind: EnrolmentKind;
    readonly completedOn: Day;
  };
  readonly risk?: ShownRisk;
  readonly leave?: { readonly from: Day; readonly expectedUntil?: Day; readonly lastDay?: Day };
  /**
   * The usual length of the kind has passed and no end is reported. Extensions are not reported, so the school must be
   * contacted.
   */
  readonly extensionNotReported?: { readonly since: Day };
  /** A coming enrolment, if the status is not awaiting-start. */
  readonly awaitingStart?: { readonly enrolmentId: string; readonly reporter: string; readonly startsOn: Day };
}

/** A stretch of days with the same answer. */
export interface Spell {
  readonly from: Day;
  /** The last day; null if open-ended. */
  readonly to: Day | null;
  readonly status: EducationStatus;
  readonly reason?: StatusReason;
  /**
   * The first and last day of the unbroken run of the same status on the same enrolment; `until` is null if open-ended.
   */
  readonly since: Day;
  readonly until: Day | null;
  readonly enrolment?: EnrolmentOnDay;
  /** Event ids: a replay of these events alone gives the same status and reason. */
  readonly deciding: readonly string[];
  readonly losing: readonly LosingEvent[];
  /** Number of losing events that are not shown, since at most MOST_SHOWN of a kind are. Missing if all are shown. */
  readonly losingLeftOut?: number;
  readonly conflicts: readonly Conflict[];
  readonly secondary: Secondary;
  /** Id of the rule that gave the status, e.g. `status.interrupted`. */
  readonly rule: string;
  /** The latest receipt of a report on the deciding enrolment. */
  readonly newestReportAt?: Instant;
}

/** A type under construction, with writable members. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Returns true if two spells give the same answer, on whatever days. Does not compare the rule, which follows from the
 * status.
 */
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

/** Compares plain data without undefined. */
function sameData(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => sameData(one[key], other[key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
