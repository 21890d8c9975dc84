import type { Day } from '../stored.ts';

/** Clocks of follow-up.md that are built; more join as the catalogue grows. */
export type ClockName = 'contact';

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
  /** The day the young person's status changed (or awareOn). */
  readonly since: Day;
}

/** The service's own facts. Stored format: add a version, never edit. */
export interface FollowUpOpenedV1 {
  readonly caseId: string;
  readonly clock: ClockName;
  readonly trigger: FollowUpTrigger;
  /** The day the municipality could first see it; it does not count. */
  readonly knownOn: Day;
  readonly municipality: string | null;
  /** `school`: no known residence, the school's municipality holds the case; `none`: neither is known. */
  readonly ground: 'residence' | 'school' | 'none';
  readonly calendar: 'A' | 'B';
  readonly due: { readonly A: DueDate; readonly B: DueDate };
  readonly rule: string;
  readonly ruleVersion: string;
  /** The case whose closing contact was withdrawn or moved to another day: this one carries it on. */
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

export interface FollowUpHandedOverV1 {
  readonly caseId: string;
  /** The report that moved it; a move known beforehand takes effect on its day. */
  readonly cause: string;
  readonly on: Day;
  readonly from: string | null;
  readonly to: string;
  readonly calendar: 'A' | 'B';
  readonly dueOn: Day;
  readonly remainingWorkdays: number;
  /** The arithmetic by both calendars; the new one's starts at `on` where the move changed the calendar. */
  readonly due: { readonly A: DueDate; readonly B: DueDate };
}

export interface FollowUpClosedV1 {
  readonly caseId: string;
  /** The contact-made event. */
  readonly cause: string;
  readonly on: Day;
  readonly inTime: boolean;
}

export interface FollowUpCancelledV1 {
  readonly caseId: string;
  readonly cause: string;
  readonly on: Day;
  readonly why: 'trigger-withdrawn' | 'trigger-corrected' | 'activity-started' | 'out-of-scope';
}

export interface FollowUpBreachedV1 {
  readonly caseId: string;
  /** The follow-up event that opened, rescheduled or handed over the case: whatever set the due date that passed. */
  readonly cause: string;
  readonly dueOn: Day;
  /** The morning after the due date. */
  readonly on: Day;
}

