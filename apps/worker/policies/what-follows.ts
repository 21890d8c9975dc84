import type { FollowUpFact, FollowUpInput } from '#events/follow-up/contact/contact.decide';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import { type Clock, localDay } from '#libs/calendar';
import { finishInTurns, Turn } from '#libs/concurrency';
import type { NewEvent } from '#libs/event-store';
import type { InstitutionRegister } from '#libs/institutions';
import { eventIdOf } from '#libs/intake';
import { type Keyring, toPersonEvent } from '#libs/persons';
import type { RuleBook } from '#libs/rules';
import { decideFollowUp } from './clocks.ts';
import { beliefsOf, recordedFactsOf } from './beliefs.ts';
import { momentsOf } from './moments.ts';
import { followUpTerms, OWN_REPORTER, OWN_SOURCE } from './terms.ts';

/** The parts with which the clocks' decisions work; nothing is stored. */
export interface DecisionParts {
  readonly clock: Clock;
  readonly rules: RuleBook;
  readonly institutions: InstitutionRegister;
  readonly keyring: Keyring;
}

/** The events that the clocks would append now to a person's stream, in their order. Stores nothing. */
export async function whatFollows(parts: DecisionParts, history: PersonHistory): Promise<readonly PersonEvent[]> {
  const { input } = await inputOf(parts, history, new Turn());
  const last = history.events.at(-1);
  const at = parts.clock.now().toISOString();
  return decideFollowUp(input).map((fact, index) => {
    const version = (last?.version ?? 0) + 1 + index;
    return toPersonEvent({
      ...toEvent(parts, history, fact, { version, at }),
      position: (last?.position ?? 0) + 1 + index,
    });
  });
}

/** `more`: whether part of today is left for tomorrow, because the stream is long. */
export async function inputOf(
  { rules, institutions, clock }: DecisionParts,
  history: PersonHistory,
  turn: Turn,
): Promise<{ input: FollowUpInput; more: boolean }> {
  const today = localDay(clock.now());
  const { moments, more } = momentsOf(history, today);
  const beliefs = await finishInTurns(beliefsOf(history, moments, rules), turn);
  return {
    input: {
      person: history.person,
      beliefs,
      recorded: recordedFactsOf(history),
      today,
      terms: followUpTerms(rules, institutions),
    },
    more,
  };
}

export function toEvent(
  { keyring, rules }: DecisionParts,
  { person }: PersonHistory,
  fact: FollowUpFact,
  place: { version: number; at: string },
): NewEvent {
  return {
    stream: person,
    version: place.version,
    eventId: eventIdOf(OWN_SOURCE, fact.senderId),
    type: fact.type,
    data: fact.data,
    sealed: null,
    occurredOn: fact.occurredOn,
    registeredAt: null,
    receivedAt: place.at,
    recordedAt: place.at,
    source: OWN_SOURCE,
    senderId: fact.senderId,
    reporter: OWN_REPORTER,
    meta: { rules: rules.version },
    contentHash: keyring.digestOf(JSON.stringify(fact.data)),
  };
}
