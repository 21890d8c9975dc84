import type { Day } from '../model/stored.ts';
import type { ClockName } from './clock-names.ts';
import type { Ledger } from './follow-up-facts.ts';
import type { FollowUpTerms } from './follow-up-terms.ts';
import type { FollowUpOpenedV1, FollowUpTrigger, HolderGround } from './follow-up.event.ts';
import type { Belief, BelievedSpell } from './lived-status.ts';

/** A case after the facts so far. */
export interface Case {
  readonly caseId: string;
  readonly trigger: FollowUpTrigger;
  /** The day of knowledge by the trigger alone, before any became-aware. */
  readonly triggerKnownOn: Day;
  readonly knownOn: Day;
  readonly municipality: string | null;
  readonly ground: HolderGround;
  /** All holders with the first day of each; the case was opened with the first. */
  readonly holders: readonly { readonly from: Day; readonly municipality: string | null }[];
  /** The position of the last belief at the opening: later positions are reports recorded after it. */
  readonly openedAt: number;
  /** The first position of the enrolment that its trigger is about, if there is one. */
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

/** A point at which the replay stops: a report was recorded, or a day began on which a belief takes effect. */
export interface Moment {
  readonly day: Day;
  readonly by: 'report' | 'time';
  readonly belief: Belief;
  /** The belief before this report; missing for the first report and if only time passed. */
  readonly before?: Belief;
  readonly spell: BelievedSpell | undefined;
}

/** One clock of one person during the replay of the beliefs: the state that all clocks have. */
export interface ClockState {
  readonly clock: ClockName;
  readonly person: string;
  readonly terms: FollowUpTerms;
  /** Contains the facts of this clock's own cases only. */
  readonly ledger: Ledger;
  open: Case | undefined;
  /** The municipality of residence last known, by the days and reports replayed so far. */
  lastKnown: string | undefined;
  /** The ids of all cases that the replay opened. */
  readonly seen: Set<string>;
}
