import type { Day } from '../model/stored.ts';
import type { ClockName } from './clock-names.ts';
import type { ClockState } from './clock-state.ts';
import { endedCases, factsOfClock, type FollowUpFact, openLedger, type RecordedFact } from './follow-up-facts.ts';
import type { FollowUpTerms } from './follow-up-terms.ts';
import type { Belief } from './lived-status.ts';
import { passTime, replay, type RunningClock } from './replay.ts';

export interface FollowUpInput {
  readonly person: string;
  /** The beliefs from each report on, in stream order. */
  readonly beliefs: readonly Belief[];
  /** The follow-up facts already in the person's stream, of all clocks. */
  readonly recorded: readonly RecordedFact[];
  readonly today: Day;
  readonly terms: FollowUpTerms;
}

/** A clock as the policy calls it. Its decision neither depends on cases of other clocks nor changes them. */
export interface DeadlineClock {
  readonly name: ClockName;
  /** The facts that follow and are not in the stream yet, in the order of their days. */
  readonly decide: (input: FollowUpInput) => readonly FollowUpFact[];
  /** The next day after today on which the passing of time alone brings a fact; null if there is none. */
  readonly nextWakeUp: (input: FollowUpInput) => Day | null;
}

const END_OF_TIME = '9999-12-31';

/** Makes a clock of its rules. `start` adds the clock's own state and returns what applies a moment. */
export function defineClock(name: ClockName, start: (state: ClockState) => RunningClock): DeadlineClock {
  const run = (input: FollowUpInput) => {
    const { person, terms, beliefs, today } = input;
    const recorded = factsOfClock(input.recorded, name);
    const ledger = openLedger(recorded, terms.eventId);
    const running = start({
      clock: name,
      person,
      terms,
      ledger,
      open: undefined,
      lastKnown: undefined,
      seen: new Set(),
    });
    const lived = replay(running, beliefs, today);
    return { running, ledger, recorded, lived };
  };
  return {
    name,
    decide: (input) => {
      const { running, ledger, recorded, lived } = run(input);
      cancelGroundless(running.state, recorded, lived === '' ? input.today : lived);
      return ledger.facts;
    },
    nextWakeUp: (input) => {
      const { running, ledger, lived } = run(input);
      const belief = input.beliefs.at(-1);
      const stated = ledger.facts.length;
      if (belief === undefined) return null;
      return passTime(running, belief, lived, { to: END_OF_TIME, until: () => ledger.facts.length > stated });
    },
  };
}

/** Cancels recorded cases of this clock that no belief opens any more under the rules in force. */
function cancelGroundless(state: ClockState, recorded: readonly RecordedFact[], on: Day): void {
  const ended = endedCases(recorded);
  for (const { type, data } of recorded) {
    if (type !== 'follow-up-opened.v1' || state.seen.has(data.caseId) || ended.has(data.caseId)) continue;
    const cause = 'trigger' in data ? data.trigger.eventId : data.caseId;
    const { caseId } = data;
    state.ledger.state<'follow-up-cancelled.v1'>({
      type: 'follow-up-cancelled.v1',
      senderId: `${caseId}/cancelled`,
      occurredOn: on,
      data: { caseId, cause, on, why: 'rules-changed' },
    });
  }
}
