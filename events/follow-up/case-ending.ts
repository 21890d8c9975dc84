import type { Case, ContactClock, Moment } from './contact-clock.ts';
import type { FollowUpCancelledV1 } from './follow-up.event.ts';
import { isActivity, isViolation } from './lived-status.ts';

function isTriggerWithdrawn({ trigger }: Case, { belief, before }: Moment): boolean {
  return [trigger.eventId, trigger.decidedBy].some((id) => before?.inForce.has(id) === true && !belief.inForce.has(id));
}

/**
 * Why the duty behind a case is gone, if it is. What the municipality itself became aware of stands whatever the
 * status says, until an activity begins after it. Admission (awaiting-start) ends nothing: an activity must start.
 */
export function findCancellation(standing: Case, moment: Moment): FollowUpCancelledV1['why'] | undefined {
  const { spell } = moment;
  const { kind, since } = standing.trigger;
  if (isTriggerWithdrawn(standing, moment)) return 'trigger-withdrawn';
  if (spell === undefined) return undefined;
  if (spell.status === 'out-of-scope') return 'out-of-scope';
  const startsOn = isActivity(spell) ? (spell.startsOn ?? '') : '';
  if (kind === 'became-aware') return startsOn > since ? 'activity-started' : undefined;
  if (startsOn >= since) return 'activity-started';
  return isViolation(spell) || spell.status === 'awaiting-start' ? undefined : 'trigger-corrected';
}

/** Cancels the open case if its ground is gone; a stretch nobody was contacted in begins anew where its trigger is withdrawn. */
export function cancel(clock: ContactClock, moment: Moment): void {
  const { open } = clock;
  const why = open === undefined ? undefined : findCancellation(open, moment);
  if (open === undefined || why === undefined) return;
  clock.ledger.state<'follow-up-cancelled.v1'>({
    type: 'follow-up-cancelled.v1',
    senderId: `${open.caseId}/cancelled`,
    occurredOn: moment.day,
    data: {
      caseId: open.caseId,
      cause: moment.by === 'report' ? moment.belief.eventId : (moment.spell?.decidedBy ?? open.trigger.eventId),
      on: moment.day,
      why,
    },
  });
  clock.open = undefined;
  if (why === 'trigger-withdrawn') clock.inStretch = clock.inStretch && clock.contacted;
}

/** Closes the open case by the earliest contact made since the municipality knew; in time is judged by the contact's own day. */
export function close(clock: ContactClock, { belief, day }: Moment): void {
  const { open } = clock;
  if (open === undefined) return;
  const contact = belief.contacts
    .filter((made) => made.on >= open.knownOn && made.on <= day)
    .toSorted((one, other) => (one.on < other.on ? -1 : 1))[0];
  if (contact === undefined) return;
  clock.ledger.state<'follow-up-closed.v1'>({
    type: 'follow-up-closed.v1',
    senderId: `${open.caseId}/closed`,
    occurredOn: day,
    data: { caseId: open.caseId, cause: contact.eventId, on: contact.on, inTime: contact.on <= open.dueOn },
  });
  clock.closed = { case: open, contact: contact.eventId, on: contact.on };
  clock.contacted = clock.inStretch;
  clock.open = undefined;
}
