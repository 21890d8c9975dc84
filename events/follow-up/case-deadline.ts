import type { Day } from '../model/stored.ts';
import type { Case, ClockState, Moment } from './clock-state.ts';
import type { FollowUpOpenedV1 } from './follow-up.event.ts';

/** Moves the case to another day of knowledge, from which its time counts. */
export function countFrom(
  { ledger }: ClockState,
  open: Case,
  {
    day,
    ...counted
  }: { readonly day: Day; readonly knownOn: Day; readonly cause: string; readonly due: FollowUpOpenedV1['due'] },
): Case {
  const { knownOn, cause } = counted;
  const { data, eventId } = ledger.state<'follow-up-rescheduled.v1'>({
    type: 'follow-up-rescheduled.v1',
    senderId: `${open.caseId}/rescheduled/${cause}`,
    occurredOn: day,
    data: { caseId: open.caseId, cause, knownOn, calendar: open.calendar, due: counted.due },
  });
  return { ...open, knownOn: data.knownOn, due: data.due, dueOn: data.due[data.calendar].dueOn, dueSetBy: eventId };
}

/**
 * States once per case, on the morning after the due date, that it passed while the case was open. The duty remains.
 */
export function breach(state: ClockState, { day }: Moment): void {
  const { open, terms } = state;
  if (open === undefined || open.breached || open.dueOn >= day) return;
  state.ledger.state<'follow-up-breached.v1'>({
    type: 'follow-up-breached.v1',
    senderId: `${open.caseId}/breached`,
    occurredOn: day,
    data: { caseId: open.caseId, cause: open.dueSetBy, dueOn: open.dueOn, on: terms.calendar.addDays(open.dueOn, 1) },
  });
  state.open = { ...open, breached: true };
}
