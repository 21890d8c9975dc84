import type { Day } from '../model/stored.ts';
import type { Case, ClockState, Moment } from './clock-state.ts';
import type { FollowUpOpenedV1, FollowUpTrigger } from './follow-up.event.ts';
import { type Holder, responsibleFor } from './holder.ts';

/** A case to open. `reopens` is the case that it continues, whose trigger's own day it keeps. */
export interface Opening {
  readonly trigger: FollowUpTrigger;
  readonly knownOn: Day;
  readonly enrolment: number | undefined;
  readonly reopens?: Case;
  readonly due: FollowUpOpenedV1['due'];
  /** Id of the rule that sets the due date. */
  readonly rule: string;
}

/**
 * States the opening, or returns to the one that this clock recorded for the same trigger: an opened case stays as
 * recorded. Stored format: the text that the case id is made of.
 */
export function openCase(state: ClockState, moment: Moment, opening: Opening): Case {
  const { terms, ledger, person, clock } = state;
  const { trigger, knownOn, enrolment, reopens } = opening;
  const named = terms.caseId(`${person}/${clock}/${trigger.eventId}/${knownOn}`);
  const caseId = ledger.findOpening(trigger, named, state.seen)?.caseId ?? named;
  const { data, eventId } = ledger.state<'follow-up-opened.v1'>({
    type: 'follow-up-opened.v1',
    senderId: `${caseId}/opened`,
    occurredOn: moment.day,
    data: openingFact(state, opening, { caseId, on: moment.day, holder: responsibleFor(state, moment) }),
  });
  state.seen.add(caseId);
  const { municipality, ground, calendar, due } = data;
  return {
    caseId,
    trigger,
    enrolment,
    municipality,
    ground,
    calendar,
    due,
    triggerKnownOn: (data.reopens === undefined ? undefined : reopens?.triggerKnownOn) ?? data.knownOn,
    knownOn: data.knownOn,
    holders: [{ from: moment.day, municipality }],
    openedAt: moment.belief.position,
    openedOn: moment.day,
    dueOn: due[calendar].dueOn,
    breached: false,
    dueSetBy: eventId,
  };
}

function openingFact(
  { terms, clock }: ClockState,
  { trigger, knownOn, due, rule, reopens }: Opening,
  { caseId, on, holder }: { readonly caseId: string; readonly on: Day; readonly holder: Holder },
): FollowUpOpenedV1 {
  return {
    caseId,
    clock,
    trigger,
    knownOn,
    ...holder,
    calendar: terms.rules.calendarOf(holder.municipality, on),
    due,
    rule,
    ruleVersion: terms.rules.version,
    ...(reopens === undefined ? {} : { reopens: reopens.caseId }),
  };
}
