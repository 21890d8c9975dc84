import type { Day } from '../model/stored.ts';
import type { ClockName } from './clock-names.ts';
import type { FollowUpData, FollowUpTrigger } from './follow-up.event.ts';

export type FollowUpType = keyof FollowUpData;

type FactOf<Type extends FollowUpType> = {
  readonly type: Type;
  /** Deterministic and unique: the same cause gives the same id, so the log refuses a second one. */
  readonly senderId: string;
  /** The day it became true, by which the facts are ordered; the days it is about are in its data. */
  readonly occurredOn: Day;
  readonly data: FollowUpData[Type];
};

/** A fact that the service is to state. */
export type FollowUpFact = { [Type in FollowUpType]: FactOf<Type> }[FollowUpType];

/** The members of a recorded follow-up fact that decisions read. */
export interface RecordedFact {
  readonly type: FollowUpType;
  readonly senderId: string;
  readonly eventId: string;
  readonly occurredOn: Day;
  readonly data: FollowUpData[FollowUpType];
}

export type RecordedOpening = FollowUpData['follow-up-opened.v1'];
export type RecordedEnding = RecordedFact & {
  readonly data: FollowUpData['follow-up-closed.v1'] | FollowUpData['follow-up-cancelled.v1'];
};

/** The facts that follow, separated from those already stated. */
export interface Ledger {
  /**
   * States a fact unless the stream contains it, and returns the valid one: the data of a recorded fact take precedence
   * over today's result.
   */
  state<Type extends FollowUpType>(fact: FactOf<Type>): { readonly data: FollowUpData[Type]; readonly eventId: string };
  readonly facts: readonly FollowUpFact[];
  /**
   * The recorded opening of the same trigger that is not among `seen`: an opening stays as recorded.
   * @returns undefined if there is none
   */
  findOpening(
    trigger: Pick<FollowUpTrigger, 'kind' | 'eventId'>,
    caseId: string,
    seen: ReadonlySet<string>,
  ): RecordedOpening | undefined;
  /** The recorded end of a case. @returns undefined if there is none */
  findEnding(caseId: string): RecordedEnding | undefined;
}

const ENDINGS: readonly FollowUpType[] = ['follow-up-closed.v1', 'follow-up-cancelled.v1'];

/** The recorded facts of one clock's cases. The opening of a case names its clock. */
export function factsOfClock(recorded: readonly RecordedFact[], clock: ClockName): readonly RecordedFact[] {
  const own = new Set(recorded.flatMap(({ data }) => ('clock' in data && data.clock === clock ? [data.caseId] : [])));
  return recorded.filter(({ data }) => own.has(data.caseId));
}

/** The ids of cases whose end is recorded. */
export function endedCases(recorded: readonly RecordedFact[]): ReadonlySet<string> {
  return new Set(recorded.filter((fact) => ENDINGS.includes(fact.type)).map((fact) => fact.data.caseId));
}

function isEnding(fact: RecordedFact): fact is RecordedEnding {
  return ENDINGS.includes(fact.type);
}

/**
 * Chooses among several recorded openings of one trigger the one that is not ended; with time, one trigger may open
 * again on a later day.
 */
function openingsOf(recorded: readonly RecordedFact[], ended: ReadonlySet<string>): Ledger['findOpening'] {
  const openings = recorded.flatMap(({ type, data }) =>
    type === 'follow-up-opened.v1' ? [data as RecordedOpening] : [],
  );
  return ({ kind, eventId }, caseId, seen) => {
    if (openings.length === 0) return undefined;
    const same = openings.filter(
      ({ trigger, caseId: id }) => trigger.kind === kind && trigger.eventId === eventId && !seen.has(id),
    );
    const running = same.find(({ caseId: id }) => !ended.has(id));
    const exact = same.find(({ caseId: id }) => id === caseId);
    return (kind === 'time' ? (exact ?? running) : (running ?? exact)) ?? same[0];
  };
}

/** @param recorded the facts of the clock's own cases: a trigger may have a case of each clock */
export function openLedger(recorded: readonly RecordedFact[], eventIdOf: (senderId: string) => string): Ledger {
  const bySenderId = new Map<string, Pick<RecordedFact, 'data' | 'eventId'>>(
    recorded.map((fact) => [fact.senderId, fact]),
  );
  const ended = endedCases(recorded);
  const endings = new Map(recorded.filter(isEnding).map((fact) => [fact.data.caseId, fact]));
  const facts: FollowUpFact[] = [];
  return {
    facts,
    findOpening: openingsOf(recorded, ended),
    findEnding: (caseId) => endings.get(caseId),
    state(fact) {
      const standing = bySenderId.get(fact.senderId);
      if (standing !== undefined) return { data: standing.data as typeof fact.data, eventId: standing.eventId };
      const stated = { data: fact.data, eventId: eventIdOf(fact.senderId) };
      bySenderId.set(fact.senderId, stated);
      if (!ended.has(fact.data.caseId)) facts.push(fact as unknown as FollowUpFact);
      return stated;
    },
  };
}
