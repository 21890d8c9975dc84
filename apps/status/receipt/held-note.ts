import type { PersonEvent } from '#events/person-event';
import { heldReports } from '#events/standing/held-reports';
import { waitingFor, type WaitingFor } from '#events/standing/waiting-for';
import { addDays, localDay } from '#libs/calendar';
import type { RuleBook } from '#libs/rules';
import { nearest } from '#libs/validation';

/** What a held report waits for. It never dies: after `until` a finding stands at the sender, and it can still take effect. */
export interface HeldNote extends WaitingFor {
  readonly until: string;
  /** The own enrolment whose id is closest to the one named. */
  readonly didYouMean?: string;
}

/** Undefined if the report is in force or withdrawn. Rests on the sender's own reports and on what gave it standing. */
export function findHeldNote(own: PersonEvent, events: readonly PersonEvent[], rules: RuleBook): HeldNote | undefined {
  if (!heldReports(own.reporter, events).some(({ eventId }) => eventId === own.eventId)) return undefined;
  const receivedOn = localDay(own.receivedAt);
  const named = (own.waitsFor ?? []).find((condition) => condition.needs === 'own-enrolment');
  const meant = named && nearest(named.enrolmentId, ownEnrolmentIds(own.reporter, events));
  return {
    ...waitingFor(own.waitsFor ?? []),
    until: addDays(receivedOn, rules.on(receivedOn).heldDays),
    ...(meant === undefined ? {} : { didYouMean: meant }),
  };
}

function ownEnrolmentIds(reporter: string, events: readonly PersonEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'enrolment-registered.v1' && event.reporter === reporter ? [event.data.enrolmentId] : []));
}
