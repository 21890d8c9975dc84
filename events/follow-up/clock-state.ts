import type { Day } from '../model/stored.ts';
import type { ClockName } from './clock-names.ts';
import type { Ledger } from './follow-up-facts.ts';
import type { FollowUpTerms } from './follow-up-terms.ts';
import type { FollowUpOpenedV1, FollowUpTrigger, HolderGround } from './follow-up.event.ts';
import type { Belief, BelievedSpell } from './lived-status.ts';

/** A case as the facts so far left it. */
export interface Case {
  readonly caseId: string;
  readonly trigger: FollowUpTrigger;
  /** The day by the trigger alone, before any became-aware. */
  readonly triggerKnownOn: Day;
  readonly knownOn: Day;
  readonly municipality: string | null;
  readonly ground: HolderGround;
  /** All holders, each from its first day; the first opened it. */
  readonly holders: readonly { readonly from: Day; readonly municipality: string | null }[];
  /** The position of the last belief at the opening: a report beyond it was recorded after. */
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
  /** The belief before this report; missing for the first one and if only time passed. */
  readonly before?: Belief;
  readonly spell: BelievedSpell | undefined;
}

/** One clock of one person while the beliefs are replayed: the part that all clocks have. */
export interface ClockState {
  readonly clock: ClockName;
  readonly person: string;
  readonly terms: FollowUpTerms;
  /** Holds the facts of this clock's own cases only. */
  readonly ledger: Ledger;
  open: Case | undefined;
  /** The municipality of residence last known, on the days and by the reports replayed so far. */
  lastKnown: string | undefined;
  /** All cases that the replay opened. */
  readonly seen: Set<string>;
}
