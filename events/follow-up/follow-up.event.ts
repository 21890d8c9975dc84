import type { Day } from '../model/stored.ts';
import type { ClockName } from './clock-names.ts';

/** The computation of a due date: the days counted, and the days skipped with the reason. */
export interface DueDate {
  readonly dueOn: Day;
  readonly counted: readonly Day[];
  readonly skipped: readonly { readonly day: Day; readonly why: string }[];
}

/** The reason why a case was opened. */
export interface FollowUpTrigger {
  readonly kind: 'report' | 'time' | 'became-aware';
  /** The event that opened it; for `time` the event whose consequence expired. */
  readonly eventId: string;
  /**
   * The event that decides the status; differs from `eventId` if e.g. a correction or a late enrolment made it count.
   */
  readonly decidedBy: string;
  readonly status: string;
  readonly reason?: string;
  /** The day the young person's status changed (or awareOn; for a never-started the day it was established). */
  readonly since: Day;
}

/**
 * The ground on which a municipality holds a case (docs/adr/0021). `last-known`: the residence was withdrawn, moved to
 * a later day or replaced by a code that is not a municipality's. `school`: no residence was ever known, and the
 * school's municipality holds the case. `none`: neither is known, and the case is on the operator's list.
 */
export type HolderGround = 'residence' | 'last-known' | 'school' | 'none';

/**
 * The service's own facts. Stored format: add a version, never edit. Fields added later are optional; a missing one
 * means what every fact before it meant.
 */
export interface FollowUpOpenedV1 {
  readonly caseId: string;
  readonly clock: ClockName;
  readonly trigger: FollowUpTrigger;
  /** The first day on which the municipality could see it; this day does not count. */
  readonly knownOn: Day;
  readonly municipality: string | null;
  readonly ground: HolderGround;
  readonly calendar: 'A' | 'B';
  readonly due: { readonly A: DueDate; readonly B: DueDate };
  readonly rule: string;
  readonly ruleVersion: string;
  /** The case that this one continues, because its closing contact, or the report that cancelled it, was withdrawn. */
  readonly reopens?: string;
}

/**
 * The municipality was aware earlier than the case states, so the clock starts earlier (later again if that report is
 * corrected).
 */
export interface FollowUpRescheduledV1 {
  readonly caseId: string;
  readonly cause: string;
  readonly knownOn: Day;
  readonly calendar: 'A' | 'B';
  readonly due: { readonly A: DueDate; readonly B: DueDate };
}

/** The case has another holder, or the same one on another ground. */
export interface FollowUpHandedOverV1 {
  readonly caseId: string;
  /** The report that caused the hand-over; a move known in advance takes effect on its day. */
  readonly cause: string;
  readonly on: Day;
  readonly from: string | null;
  /** Equal to `from` if only the ground changed: the case gets or loses a mark and stays. */
  readonly to: string | null;
  /** `residence` if missing. */
  readonly ground?: HolderGround;
  readonly calendar: 'A' | 'B';
  readonly dueOn: Day;
  readonly remainingWorkdays: number;
  /** The computation by both calendars: the workdays spent before, as they were counted then, and those left. */
  readonly due: { readonly A: DueDate; readonly B: DueDate };
}

/**
 * `told-late`: the contact was reported too long after its day for that day to count. `contact-before-report`: the
 * municipality made contact after the last day and before the report.
 */
export type ContactTiming = 'in-time' | 'late' | 'told-late' | 'contact-before-report';

export interface FollowUpClosedV1 {
  readonly caseId: string;
  /** The contact-made event. */
  readonly cause: string;
  readonly on: Day;
  /** True for `in-time` and `contact-before-report`. */
  readonly inTime: boolean;
  /** If missing: `in-time` or `late`, by `inTime`. */
  readonly timing?: ContactTiming;
  /** The day the contact was reported; missing in older facts. */
  readonly toldOn?: Day;
}

export interface FollowUpCancelledV1 {
  readonly caseId: string;
  readonly cause: string;
  readonly on: Day;
  /** `rules-changed`: the rules in force give no ground for a case that earlier ones opened. */
  readonly why: 'trigger-withdrawn' | 'trigger-corrected' | 'activity-started' | 'out-of-scope' | 'rules-changed';
}

export interface FollowUpBreachedV1 {
  readonly caseId: string;
  /** The follow-up event that set the due date that passed: it opened, rescheduled or handed over the case. */
  readonly cause: string;
  readonly dueOn: Day;
  /** The morning after the due date. */
  readonly on: Day;
}

/** The facts that the service itself states. */
export interface FollowUpData {
  'follow-up-opened.v1': FollowUpOpenedV1;
  'follow-up-rescheduled.v1': FollowUpRescheduledV1;
  'follow-up-handed-over.v1': FollowUpHandedOverV1;
  'follow-up-closed.v1': FollowUpClosedV1;
  'follow-up-cancelled.v1': FollowUpCancelledV1;
  'follow-up-breached.v1': FollowUpBreachedV1;
}
