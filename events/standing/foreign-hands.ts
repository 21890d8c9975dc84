import { effectiveReports } from './effective.ts';
import type { PersonEvent, PersonHistory } from '../person-event.ts';
import { reporterKind } from '../model/source.ts';
import type { StandingTerms } from '../model/conditions.ts';
import { conditionsOf } from './conditions-of.ts';
import { findGrounds } from './find-ground.ts';
import { standingFacts } from './standing-facts.ts';

/** A stored report that counts although its reporter had no standing: it was received before standing was required. */
export interface ForeignHand {
  readonly event: PersonEvent;
  /** Its effects: cases it opened or closed, by case id, or a contact person it assigned or ended. */
  readonly did: readonly { readonly what: 'opened' | 'closed' | 'staffed'; readonly caseId?: string }[];
}

type Municipal = Extract<
  PersonEvent,
  { type: 'became-aware.v1' | 'contact-made.v1' | 'contact-person-assigned.v1' | 'contact-person-ended.v1' }
>;

/**
 * Finds the cases and contact persons that reporters without standing opened, closed and staffed. Tests each report on
 * the stream before it, as a new report is tested on receipt. Changes nothing: people correct it by new facts.
 */
export function foreignHands(history: PersonHistory, termsOn: (event: PersonEvent) => StandingTerms): ForeignHand[] {
  return history.events.flatMap((event, index) => {
    if (!isMunicipal(event) || event.standing === 'waiting') return [];
    const did = deedsOf(event, history.events);
    if (did.length === 0 || hasStanding(event, history.events.slice(0, index), termsOn(event))) return [];
    return [{ event, did }];
  });
}

function isMunicipal(event: PersonEvent): event is Municipal {
  return (
    event.type === 'became-aware.v1' || event.type === 'contact-made.v1' || event.type.startsWith('contact-person-')
  );
}

function hasStanding(event: Municipal, before: readonly PersonEvent[], terms: StandingTerms): boolean {
  const writer = { reporter: event.reporter, reporterKind: reporterKind(event.reporter) };
  const conditions = conditionsOf(event.type, event.data, { writer, terms });
  return findGrounds(conditions, standingFacts(event.reporter, effectiveReports(before), before)) !== undefined;
}

function deedsOf({ eventId, type }: Municipal, events: readonly PersonEvent[]): ForeignHand['did'] {
  if (type === 'contact-person-assigned.v1') return [{ what: 'staffed' }];
  return events.flatMap((fact): ForeignHand['did'] => {
    if (fact.type === 'follow-up-opened.v1' && fact.data.trigger.eventId === eventId)
      return [{ what: 'opened', caseId: fact.data.caseId }];
    if (fact.type === 'follow-up-closed.v1' && fact.data.cause === eventId)
      return [{ what: 'closed', caseId: fact.data.caseId }];
    return [];
  });
}
