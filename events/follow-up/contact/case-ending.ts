import type { Case, Moment } from '../clock-state.ts';
import type { ContactClock } from './contact-clock.ts';
import { findClosingContact } from './closing-contact.ts';
import { countFrom } from '../case-deadline.ts';
import { dueDates } from './contact-terms.ts';
import type { FollowUpCancelledV1 } from '../follow-up.event.ts';
import { isActivity, isViolation } from '../lived-status.ts';

type Why = FollowUpCancelledV1['why'];

function isTriggerWithdrawn({ trigger }: Case, { belief, before }: Moment): boolean {
  return [trigger.eventId, trigger.decidedBy].some((id) => before?.inForce.has(id) === true && !belief.inForce.has(id));
}

/**
 * The reason why the duty behind a case has ended, if it has. An enrolment or activity ends it only if it was first
 * recorded after the case opened; one recorded before never does (the conflict "still enrolled?" remains). The
 * municipality's own awareness counts in spite of the status, until such an activity includes the day. Admission
 * (awaiting-start) ends nothing.
 */
export function findCancellation(standing: Case, moment: Moment): Why | undefined {
  const { spell } = moment;
  if (isTriggerWithdrawn(standing, moment)) return 'trigger-withdrawn';
  if (spell === undefined) return undefined;
  if (spell.status === 'out-of-scope') return 'out-of-scope';
  if (isActivity(spell) && spell.firstRecorded !== undefined && spell.firstRecorded > standing.openedAt)
    return 'activity-started';
  if (standing.trigger.kind === 'became-aware' || isViolation(spell) || spell.status === 'awaiting-start')
    return undefined;
  const older = isActivity(spell) && spell.firstRecorded !== standing.enrolment;
  return older ? undefined : 'trigger-corrected';
}

/** Cancels the open case if the duty behind it has ended. */
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
  endCancelled(clock, open, why, moment);
}

/** Also ends a stretch without a contact if its trigger is withdrawn, so that it can begin anew. */
function endCancelled(clock: ContactClock, open: Case, why: Why, { spell }: Moment): void {
  clock.cancelled.set(open.trigger.decidedBy, {
    case: open,
    by: why === 'activity-started' ? spell?.firstRecorded : undefined,
  });
  clock.open = undefined;
  if (why === 'trigger-withdrawn') clock.inStretch = clock.inStretch && clock.contacted;
}

/**
 * Closes the open case by a contact. A contact before the report counts as awareness: the municipality has known since
 * that day.
 */
export function close(clock: ContactClock, moment: Moment): void {
  const { open } = clock;
  const closing = open === undefined ? undefined : findClosingContact(clock, open, moment);
  if (open === undefined || closing === undefined) return;
  const { contact, timing } = closing;
  const standing =
    timing === 'contact-before-report'
      ? countFrom(clock, open, {
          day: moment.day,
          knownOn: contact.on,
          cause: contact.eventId,
          due: dueDates(clock.terms, contact.on),
        })
      : open;
  clock.ledger.state<'follow-up-closed.v1'>({
    type: 'follow-up-closed.v1',
    senderId: `${open.caseId}/closed`,
    occurredOn: moment.day,
    data: {
      caseId: open.caseId,
      cause: contact.eventId,
      on: contact.on,
      inTime: timing === 'in-time' || timing === 'contact-before-report',
      timing,
      toldOn: contact.reportedOn,
    },
  });
  endClosed(clock, standing, contact.eventId, contact.on);
}

function endClosed(clock: ContactClock, open: Case, contact: string, on: string): void {
  clock.closed = { case: open, contact, on };
  clock.contacted = clock.inStretch;
  clock.open = undefined;
}

/**
 * Ends the open case as the stream records it, even if today's rules would not: closed and cancelled cases stay as
 * recorded. The cause of the ending must be known, or its day be over.
 */
export function endAsRecorded(clock: ContactClock, moment: Moment): void {
  const { open } = clock;
  const ending = open === undefined ? undefined : clock.ledger.findEnding(open.caseId);
  if (open === undefined || ending === undefined || moment.day < ending.occurredOn) return;
  const { data } = ending;
  const isKnown = moment.belief.inForce.has(data.cause) || moment.belief.eventId === data.cause;
  if (!isKnown && moment.day === ending.occurredOn) return;
  if ('why' in data) endCancelled(clock, open, data.why, moment);
  else endClosed(clock, open, data.cause, data.on);
}
