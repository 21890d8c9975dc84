import type { Day } from '../model/stored.ts';
import type { ClockName } from './clock-names.ts';

/** The arithmetic behind a due date: which days counted, which were skipped and why. */
export interface DueDate {
  readonly dueOn: Day;
  readonly counted: readonly Day[];
  readonly skipped: readonly { readonly day: Day; readonly why: string }[];
}

/** Why a case began. */
export interface FollowUpTrigger {
  readonly kind: 'report' | 'time' | 'became-aware';
  /** The event that made it so; for `time` the event whose consequence ran out. */
  readonly eventId: string;
  /** The event the status rests on; differs from `eventId` when e.g. a correction or a late enrolment made it count. */
  readonly decidedBy: string;
  readonly status: string;
  readonly reason?: string;
  /** The day the young person's status changed (or awareOn; of a never-started the day it was established). */
  readonly since: Day;
}

/**
 * The ground on which a municipality holds a case (docs/adr/0021). `last-known`: the residence was withdrawn,
 * moved to a later day or replaced by a code that is no municipality's; `school`: no residence was ever known, the school's
 * municipality holds the case; `none`: neither is known, the case stands on the operator's list.
 */
export type HolderGround = 'residence' | 'last-known' | 'school' | 'none';

/**
 * The service's own facts. Stored format: add a version, never edit. Fields that joined later are optional, and a missing
 * one means what every fact before it meant.
 */
export interface FollowUpOpenedV1 {
  readonly caseId: string;
  readonly clock: ClockName;
  readonly trigger: FollowUpTrigger;
  /** The day the municipality could first see it; it does not count. */
  readonly knownOn: Day;
  readonly municipality: string | null;
  readonly ground: HolderGround;
  readonly calendar: 'A' | 'B';
  readonly due: { readonly A: DueDate; readonly B: DueDate };
  readonly rule: string;
  readonly ruleVersion: string;
  /** The case this one carries on: its closing contact, or the report that cancelled it, was taken back. */
  readonly reopens?: string;
}

/** The municipality was aware earlier than the case says: the clock starts earlier (later again if that report is corrected). */
export interface FollowUpRescheduledV1 {
  readonly caseId: string;
  readonly cause: string;
  readonly knownOn: Day;
  readonly calendar: 'A' | 'B';
  readonly due: { readonly A: DueDate; readonly B: DueDate };
}

/** Another holder, or the same one on another ground. */
export interface FollowUpHandedOverV1 {
  readonly caseId: string;
  /** The report that moved it; a move known beforehand takes effect on its day. */
  readonly cause: string;
  readonly on: Day;
  readonly from: string | null;
  /** The same as `from` if only the ground changed: the case is marked, or no longer marked, where it is. */
  readonly to: string | null;
  /** Missing: `residence`. */
  readonly ground?: HolderGround;
  readonly calendar: 'A' | 'B';
  readonly dueOn: Day;
  readonly remainingWorkdays: number;
  /** The arithmetic by both calendars: the workdays spent before, as they were counted then, and those left. */
  readonly due: { readonly A: DueDate; readonly B: DueDate };
}

/**
 * `told-late`: the contact was reported too long after its day to be judged by it; `contact-before-report`: the municipality
 * made contact after the last day and before the report.
 */
export type ContactTiming = 'in-time' | 'late' | 'told-late' | 'contact-before-report';

export interface FollowUpClosedV1 {
  readonly caseId: string;
  /** The contact-made event. */
  readonly cause: string;
  readonly on: Day;
  /** Whether it counts as in time: `in-time` and `contact-before-report` do. */
  readonly inTime: boolean;
  /** Missing: `in-time` or `late`, by `inTime`. */
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
  /** The follow-up event that opened, rescheduled or handed over the case: whatever set the due date that passed. */
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
