import type { PersonEvent } from '#events/person-event';
import { heldReports } from '#events/standing/held-reports';
import { addDays, localDay } from '#libs/calendar';
import { type HeldNote, heldNoteOf } from '#libs/intake';
import type { RuleBook } from '#libs/rules';

/**
 * Uses only the sender's own reports and the report that gave standing.
 * @returns undefined if the report is in force or withdrawn
 */
export function findHeldNote(own: PersonEvent, events: readonly PersonEvent[], rules: RuleBook): HeldNote | undefined {
  if (!heldReports(own.reporter, events).some(({ eventId }) => eventId === own.eventId)) return undefined;
  const receivedOn = localDay(own.receivedAt);
  const until = addDays(receivedOn, rules.on(receivedOn).heldDays);
  return heldNoteOf({ waitsFor: own.waitsFor ?? [], until, ownEnrolments: ownEnrolmentIds(own.reporter, events) });
}

function ownEnrolmentIds(reporter: string, events: readonly PersonEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'enrolment-registered.v1' && event.reporter === reporter ? [event.data.enrolmentId] : [],
  );
}
