import type { Day } from '../../model/stored.ts';
import type { Case, ClockState } from '../clock-state.ts';

/** A case that a report cancelled; it goes on if that report is withdrawn. */
export interface CancelledCase {
  readonly case: Case;
  /** First position of the enrolment or activity that cancelled it, if one did. */
  readonly by: number | undefined;
}

/** The contact clock of one person while the beliefs are replayed. */
export interface ContactClock extends ClockState {
  /** Within an unbroken stretch of not following the plan; admission in between does not break it. */
  inStretch: boolean;
  /** A contact closed a case within this stretch. */
  contacted: boolean;
  /** Closed by a contact and not over otherwise: reopened if that contact is withdrawn. */
  closed: { readonly case: Case; readonly contact: string; readonly on: Day } | undefined;
  /** Cancelled cases by the report that decided their trigger. */
  readonly cancelled: Map<string, CancelledCase>;
  /** became-aware reports already handled, with the case each counts for ('' if it counts for none). */
  readonly attended: Map<string, string>;
}
