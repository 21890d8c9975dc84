import type { Day } from '../../model/stored.ts';
import type { FollowUpTerms } from '../follow-up-terms.ts';
import type { Ledger } from '../follow-up-facts.ts';
import type { FollowUpOpenedV1, FollowUpTrigger, HolderGround } from '../follow-up.event.ts';
import type { Belief, BelievedSpell } from '../lived-status.ts';

/** A case as the facts so far left it. */
export interface Case {
  readonly caseId: string;
  readonly trigger: FollowUpTrigger;
  /** The day by the trigger alone, before any became-aware. */
  readonly triggerKnownOn: Day;
  readonly knownOn: Day;
  readonly municipality: string | null;
  readonly ground: HolderGround;
  /** Everybody who has held it, from the day each did; the first opened it. */
  readonly holders: readonly { readonly from: Day; readonly municipality: string | null }[];
  /** The position of what was believed last when it opened: a report beyond it was recorded after. */
  readonly openedAt: number;
  /** First position of the enrolment its trigger is about, if it is about one. */
  readonly enrolment: number | undefined;
  /** The day it was opened. */
  readonly openedOn: Day;
  readonly calendar: 'A' | 'B';
  readonly due: FollowUpOpenedV1['due'];
  readonly dueOn: Day;
  readonly breached: boolean;
  /** The follow-up event that set dueOn. */
  readonly dueSetBy: string;
}

/** A point the replay stops at: a report came in, or a day began on which something believed takes effect. */
export interface Moment {
  readonly day: Day;
  readonly by: 'report' | 'time';
  readonly belief: Belief;
  /** What was believed before this report; missing for the first and where only time passed. */
  readonly before?: Belief;
  readonly spell: BelievedSpell | undefined;
}

/** A case that a report cancelled: it goes on should that report come to nothing. */
export interface CancelledCase {
  readonly case: Case;
  /** First position of the enrolment or activity that cancelled it, if one did. */
  readonly by: number | undefined;
}

/** The contact clock of one person while the beliefs are replayed. */
export interface ContactClock {
  readonly person: string;
  readonly terms: FollowUpTerms;
  readonly ledger: Ledger;
  /** Within an unbroken stretch of not following the plan; admission in between does not break it. */
  inStretch: boolean;
  /** A contact closed a case within this stretch. */
  contacted: boolean;
  open: Case | undefined;
  /** Closed by a contact and not over otherwise: reopened should that contact be taken back. */
  closed: { readonly case: Case; readonly contact: string; readonly on: Day } | undefined;
  /** Cancelled cases by the report that decided their trigger. */
  readonly cancelled: Map<string, CancelledCase>;
  /** The municipality of residence last known, on the days and by the reports lived through so far. */
  lastKnown: string | undefined;
  /** became-aware reports already seen to, with the case each counts for ('' where it came to nothing). */
  readonly attended: Map<string, string>;
  /** Every case the replay opened. */
  readonly seen: Set<string>;
}
