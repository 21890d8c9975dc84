import type { Day } from '../../model/stored.ts';
import type { Case, ClockState } from '../clock-state.ts';

/** A case that a report cancelled; continued by a new case if that report is withdrawn. */
export interface CancelledCase {
  readonly case: Case;
  /** The first position of the enrolment or activity that cancelled it, if one did. */
  readonly by: number | undefined;
}

/** The contact clock of one person during the replay of the beliefs. */
export interface ContactClock extends ClockState {
  /** True within an unbroken stretch of not following the plan. An admission does not interrupt the stretch. */
  inStretch: boolean;
  /** True if a contact closed a case within this stretch. */
  contacted: boolean;
  /**
   * The case that a contact closed and nothing else has ended: continued by a new case if that contact is withdrawn.
   */
  closed: { readonly case: Case; readonly contact: string; readonly on: Day } | undefined;
  /** Cancelled cases by the report that decided their trigger. */
  readonly cancelled: Map<string, CancelledCase>;
  /** The became-aware reports already handled, with the case each counts for ('' if it counts for none). */
  readonly attended: Map<string, string>;
}
