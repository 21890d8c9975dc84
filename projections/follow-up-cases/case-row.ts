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

/** The report a case rests on: its four times are the reporter's delay, told apart from the municipality's time. */
export interface TriggerReport {
  readonly eventId: string;
  readonly type: string;
  readonly reporter: string;
  readonly occurredOn: Day;
  readonly registeredAt: Instant | null;
  readonly receivedAt: Instant;
  readonly recordedAt: Instant;
}

/** The case came to another holder; changes of ground alone are none. */
export interface HandOver {
  readonly on: Day;
  readonly from: string | null;
  readonly to: string | null;
  readonly ground: HolderGround;
  readonly cause: string;
  readonly remainingWorkdays: number;
  readonly dueOn: Day;
}

/** One case as the facts known so far have it. */
export interface CaseRow {
  readonly caseId: string;
  readonly person: string;
  readonly clock: ClockName;
  readonly state: CaseState;
  /** The holder; null: nobody, the case stands on the operator's list. */
  readonly municipality: string | null;
  /** Why it is with the municipality that has it; a mark unless `residence`. */
  readonly ground: HolderGround;
  /** Since when it is there on this ground. */
  readonly groundSince: Day;
  readonly knownOn: Day;
  readonly calendar: 'A' | 'B';
  readonly dueOn: Day;
  /** Both calendars' due dates with their arithmetic. */
  readonly due: { readonly A: DueDate; readonly B: DueDate };
  readonly rule: string;
  readonly ruleVersion: string;
  readonly trigger: FollowUpTrigger;
  readonly report: TriggerReport | null;
  /** When the service stated the case. */
  readonly openedAt: Instant;
  readonly reopens: string | null;
  readonly reschedules: readonly { readonly cause: string; readonly knownOn: Day }[];
  readonly handovers: readonly HandOver[];
  /** Who had it before; they keep what they did themselves. */
  readonly formerMunicipalities: readonly string[];
  /** Stays whatever ends the case afterwards. */
  readonly breachedOn: Day | null;
  readonly closedOn: Day | null;
  readonly closedCause: string | null;
  readonly inTime: boolean | null;
  /** How the contact's day stands to the due date; null unless closed. */
  readonly timing: ContactTiming | null;
  /** The day the contact was reported; null unless closed, and for cases closed before it was kept. */
  readonly toldOn: Day | null;
  readonly cancelledOn: Day | null;
  readonly cancelledCause: string | null;
  readonly cancelledWhy: FollowUpCancelledV1['why'] | null;
  /** The birthday on which the clock no longer covers the person, where it falls while the clock runs: a mark, no end. */
  readonly turned18On: Day | null;
}
