import type { PersonEvent } from '../person-event.ts';
import type { Day } from '../model/stored.ts';

/** A municipality that held a case during some days. */
export interface CaseHolder {
  readonly caseId: string;
  readonly municipality: string;
  readonly from: Day;
  /** The day it was handed over, from which the next holder has it; null if it was not handed over. */
  readonly before: Day | null;
  /** The last day, on which the case was closed or cancelled; null if it was neither. */
  readonly to: Day | null;
  readonly citations: readonly string[];
}

type Ending = Pick<CaseHolder, 'before' | 'to'>;

const HOLDS: Ending = { before: null, to: null };

/** The holders of each case and their days, by the facts that the service recorded. */
export function caseHolders(events: readonly PersonEvent[]): CaseHolder[] {
  const ended: CaseHolder[] = [];
  const holding = new Map<string, CaseHolder>();
  const end = (caseId: string, ending: Partial<Ending>): void => {
    const holder = holding.get(caseId);
    if (holder) ended.push({ ...holder, ...ending });
    holding.delete(caseId);
  };
  for (const event of events) {
    if (event.type === 'follow-up-opened.v1') {
      const { caseId, municipality, knownOn } = event.data;
      if (municipality !== null)
        holding.set(caseId, { caseId, municipality, from: knownOn, ...HOLDS, citations: [event.eventId] });
    } else if (event.type === 'follow-up-rescheduled.v1') {
      const { caseId, knownOn } = event.data;
      const holder = holding.get(caseId);
      if (holder && knownOn < holder.from)
        holding.set(caseId, { ...holder, from: knownOn, citations: [...holder.citations, event.eventId] });
    } else if (event.type === 'follow-up-handed-over.v1') {
      const { caseId, on, to } = event.data;
      const citations = [...(holding.get(caseId)?.citations ?? []), event.eventId];
      end(caseId, { before: on });
      if (to !== null) holding.set(caseId, { caseId, municipality: to, from: on, ...HOLDS, citations });
    } else if (event.type === 'follow-up-closed.v1' || event.type === 'follow-up-cancelled.v1') {
      end(event.data.caseId, { to: event.data.on });
    }
  }
  return [...ended, ...holding.values()];
}

/** Returns true if the municipality held the case on the day. */
export function heldOn({ from, before, to }: CaseHolder, day: Day): boolean {
  return from <= day && (before === null || day < before) && (to === null || day <= to);
}
