import type { ClockName } from '#events/follow-up/clock-names';
import type {
  ContactTiming,
  DueDate,
  FollowUpCancelledV1,
  FollowUpTrigger,
  HolderGround,
} from '#events/follow-up/follow-up.event';
import type { Day, Instant } from '#events/model/stored';

export const CASE_STATES = ['open', 'breached', 'closed', 'cancelled'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** The report that opened a case. Its four times show the reporter's delay apart from the municipality's time. */
export interface TriggerReport {
  readonly eventId: string;
  readonly type: string;
  readonly reporter: string;
  readonly occurredOn: Day;
  readonly registeredAt: Instant | null;
  readonly receivedAt: Instant;
  readonly recordedAt: Instant;
}

/** A hand-over of the case to another holder. A change of ground alone is none. */
export interface HandOver {
  readonly on: Day;
  readonly from: string | null;
  readonly to: string | null;
  readonly ground: HolderGround;
  readonly cause: string;
  readonly remainingWorkdays: number;
  readonly dueOn: Day;
}

/** A case according to the facts known so far. */
export interface CaseRow {
  readonly caseId: string;
  readonly person: string;
  readonly clock: ClockName;
  readonly state: CaseState;
  /** The holder; null if the case has none and is on the operator's list. */
  readonly municipality: string | null;
  /** The ground on which the municipality holds it; a mark unless `residence`. */
  readonly ground: HolderGround;
  /** The day since which that municipality holds it on this ground. */
  readonly groundSince: Day;
  readonly knownOn: Day;
  readonly calendar: 'A' | 'B';
  readonly dueOn: Day;
  /** The due dates by both calendars with their computation. */
  readonly due: { readonly A: DueDate; readonly B: DueDate };
  readonly rule: string;
  readonly ruleVersion: string;
  readonly trigger: FollowUpTrigger;
  readonly report: TriggerReport | null;
  /** The time at which the service stated the case. */
  readonly openedAt: Instant;
  readonly reopens: string | null;
  readonly reschedules: readonly { readonly cause: string; readonly knownOn: Day }[];
  readonly handovers: readonly HandOver[];
  /** The earlier holders; they keep access to what they did themselves. */
  readonly formerMunicipalities: readonly string[];
  /** Remains set however the case ends later. */
  readonly breachedOn: Day | null;
  readonly closedOn: Day | null;
  readonly closedCause: string | null;
  readonly inTime: boolean | null;
  /** The relation of the contact's day to the due date; null unless closed. */
  readonly timing: ContactTiming | null;
  /** The day the contact was reported; null unless closed, and null for cases closed before this was stored. */
  readonly toldOn: Day | null;
  readonly cancelledOn: Day | null;
  readonly cancelledCause: string | null;
  readonly cancelledWhy: FollowUpCancelledV1['why'] | null;
  /**
   * The birthday from which the clock no longer covers the person, if it falls while the clock runs: marks the case,
   * does not end it.
   */
  readonly turned18On: Day | null;
}
