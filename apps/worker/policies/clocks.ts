import type { DeadlineClock, FollowUpFact, FollowUpInput } from '#events/follow-up/contact/contact.decide';
import type { ClockName } from '#events/follow-up/clock-names';
import { contactClock } from '#events/follow-up/contact/contact.decide';
import type { Day } from '#events/model/stored';
import type { PersonHistory } from '#events/person-event';
import type { RuleBook } from '#libs/rules';
import { mayConcern } from './contact/may-concern.ts';

/** A clock as the policy runs it. */
export interface PolicyClock extends DeadlineClock {
  /** False only if the clock can never run for the person: such a person is skipped at little cost. */
  readonly mayConcern: (history: PersonHistory, rules: RuleBook) => boolean;
}

const BY_NAME: { readonly [Name in ClockName]: PolicyClock } = {
  contact: { ...contactClock, mayConcern },
};

export const CLOCKS: readonly PolicyClock[] = Object.values(BY_NAME);

/** The facts that follow by all clocks, clock by clock. A fact of one that affects another counts in the next round. */
export function decideFollowUp(input: FollowUpInput): readonly FollowUpFact[] {
  return CLOCKS.flatMap((clock) => clock.decide(input));
}

/** The next day after today on which time alone produces a fact of any clock; null if there is none. */
export function nextWakeUp(input: FollowUpInput): Day | null {
  return CLOCKS.reduce<Day | null>((day, clock) => earlier(day, clock.nextWakeUp(input)), null);
}

export function earlier(one: Day | null, other: Day | null): Day | null {
  return one === null || (other !== null && other < one) ? other : one;
}
