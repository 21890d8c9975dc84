import type { FollowUpData } from '../person-event.ts';
import type { Day } from '../stored.ts';

export type FollowUpType = keyof FollowUpData;

type FactOf<Type extends FollowUpType> = {
  readonly type: Type;
  /** Deterministic and unique: the same cause gives the same id, so the log itself refuses a second one. */
  readonly senderId: string;
  /** The day it became so, which is the order of the facts; the days it speaks of are in its data. */
  readonly occurredOn: Day;
  readonly data: FollowUpData[Type];
};

/** A fact to be stated by the service. */
export type FollowUpFact = { [Type in FollowUpType]: FactOf<Type> }[FollowUpType];

/** What is read of the follow-up facts already in the person's stream. */
export interface RecordedFact {
  readonly type: FollowUpType;
  readonly senderId: string;
  readonly eventId: string;
  readonly data: FollowUpData[FollowUpType];
}

/** The facts as they follow, told apart from those already stated. */
export interface Ledger {
  /** States a fact unless the stream has it; answers with what stands: a recorded fact's own data win over today's reckoning. */
  state<Type extends FollowUpType>(fact: FactOf<Type>): { readonly data: FollowUpData[Type]; readonly eventId: string };
  readonly facts: readonly FollowUpFact[];
}

const ENDINGS: readonly FollowUpType[] = ['follow-up-closed.v1', 'follow-up-cancelled.v1'];

/** Case ids the stream says are ended. */
export function endedCases(recorded: readonly RecordedFact[]): ReadonlySet<string> {
  return new Set(recorded.filter((fact) => ENDINGS.includes(fact.type)).map((fact) => fact.data.caseId));
}

export function openLedger(recorded: readonly RecordedFact[], eventIdOf: (senderId: string) => string): Ledger {
  const bySenderId = new Map(recorded.map((fact) => [fact.senderId, fact]));
  const ended = endedCases(recorded);
  const facts: FollowUpFact[] = [];
  return {
    facts,
    state(fact) {
      const standing = bySenderId.get(fact.senderId);
      if (standing !== undefined) return { data: standing.data as typeof fact.data, eventId: standing.eventId };
      if (!ended.has(fact.data.caseId)) facts.push(fact as unknown as FollowUpFact);
      return { data: fact.data, eventId: eventIdOf(fact.senderId) };
    },
  };
}
