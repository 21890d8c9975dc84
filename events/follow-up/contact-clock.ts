import type { Day } from '../stored.ts';
import type { FollowUpTerms } from './follow-up-terms.ts';
import type { Ledger } from './follow-up-facts.ts';
import type { FollowUpOpenedV1, FollowUpTrigger } from './follow-up.event.ts';
import type { Belief, BelievedSpell } from './lived-status.ts';

/** A case as the facts so far left it. */
export interface Case {
  readonly caseId: string;
  readonly trigger: FollowUpTrigger;
  /** The day by the trigger alone, before any became-aware. */
  readonly triggerKnownOn: Day;
  readonly knownOn: Day;
  readonly municipality: string | null;
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
  /** became-aware reports already seen to, with the case each counts for ('' where it came to nothing). */
  readonly attended: Map<string, string>;
  /** Every case the replay opened. */
  readonly seen: Set<string>;
}
