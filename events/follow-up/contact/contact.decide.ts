import type { Day } from '../../model/stored.ts';
import type { ContactClock } from './contact-clock.ts';
import { endedCases, type FollowUpFact, type Ledger, openLedger, type RecordedFact } from '../follow-up-facts.ts';
import type { FollowUpTerms } from '../follow-up-terms.ts';
import type { Belief } from '../lived-status.ts';
import { passTime, replay } from '../replay.ts';

export type { FollowUpFact, FollowUpType, RecordedFact } from '../follow-up-facts.ts';
export type { DeadlineCalendar, FollowUpRules, FollowUpTerms } from '../follow-up-terms.ts';
export type { ContactTiming, HolderGround } from '../follow-up.event.ts';
export type { Belief, BelievedResidence, BelievedSpell, DatedReport } from '../lived-status.ts';

export interface FollowUpInput {
  readonly person: string;
  /** What was believed from each report on, in stream order. */
  readonly beliefs: readonly Belief[];
  /** The follow-up facts already in the person's stream. */
  readonly recorded: readonly RecordedFact[];
  readonly today: Day;
  readonly terms: FollowUpTerms;
}

const END_OF_TIME = '9999-12-31';

/** Cancels recorded cases that the rules in force give no ground for: opened once, but nothing believed leads to them any more. */
function cancelGroundless(clock: ContactClock, recorded: readonly RecordedFact[], on: Day): void {
  const ended = endedCases(recorded);
  for (const { type, data } of recorded) {
    if (type !== 'follow-up-opened.v1' || clock.seen.has(data.caseId) || ended.has(data.caseId)) continue;
    const cause = 'trigger' in data ? data.trigger.eventId : data.caseId;
    const { caseId } = data;
    clock.ledger.state<'follow-up-cancelled.v1'>({
      type: 'follow-up-cancelled.v1',
      senderId: `${caseId}/cancelled`,
      occurredOn: on,
      data: { caseId, cause, on, why: 'rules-changed' },
    });
  }
}

function startClock(input: FollowUpInput, ledger: Ledger): ContactClock {
  const { person, terms } = input;
  return {
    person,
    terms,
    ledger,
    inStretch: false,
    contacted: false,
    open: undefined,
    closed: undefined,
    cancelled: new Map(),
    lastKnown: undefined,
    attended: new Map(),
    seen: new Set(),
  };
}

/**
 * The contact clock of 15-17-year-olds (docs/adr/0009; lov om kommunal indsats for unge under 25 år § 2 a): the
 * facts that follow from what was believed, day by day, and are not in the stream yet, in the order of their days.
 *
 * Lived status: the status of day d as believed on day d. A case opens on the first day the lived status is a violation
 * (interrupted, or unknown for any reason but never-reported) and was not before: the day its report was recorded, the
 * day a known end or limit passes, or the 15th birthday. Only edges open: nothing while a case is open, nor in the
 * stretch of violation a contact closed one in. awaiting-start neither opens, ends a stretch nor cancels.
 * became-aware opens whatever the status, or sets an open case's clock earlier. Due: workdays after the day of knowledge
 * by the calendar of its holder (holder.ts): a move hands over with the workdays left. Closed by a contact of a responsible
 * municipality (closing-contact.ts); cancelled if the trigger is withdrawn or no more so, an activity first recorded since
 * covers the day, or the person is out of scope; turning 18 ends nothing. Breached the morning after, once; the duty
 * stands. A closing contact or a cancelling report taken back: a new case carries on with the old day of knowledge.
 *
 * The whole past is lived through again each time, so days the service was down are made up for with their true days,
 * and a fact's senderId says whether it was stated before: asking twice states nothing twice. Recorded facts keep their
 * own figures, openings and endings though rules or calendars have changed since.
 */
export function decideFollowUp(input: FollowUpInput): readonly FollowUpFact[] {
  const ledger = openLedger(input.recorded, input.terms.eventId);
  const clock = startClock(input, ledger);
  const lived = replay(clock, input.beliefs, input.today);
  cancelGroundless(clock, input.recorded, lived === '' ? input.today : lived);
  return ledger.facts;
}

/** The next day after today on which a fact will come by time alone if nothing is reported until then; null if none will. */
export function nextWakeUp(input: FollowUpInput): Day | null {
  const ledger = openLedger(input.recorded, input.terms.eventId);
  const clock = startClock(input, ledger);
  const lived = replay(clock, input.beliefs, input.today);
  const belief = input.beliefs.at(-1);
  const stated = ledger.facts.length;
  if (belief === undefined) return null;
  return passTime(clock, belief, lived, END_OF_TIME, () => ledger.facts.length > stated);
}
