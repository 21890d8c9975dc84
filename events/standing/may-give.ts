import { pointsBack } from '../history/current-content.ts';
import type { EventType, PersonEvent } from '../person-event.ts';
import type { StandingCondition } from '../model/standing-condition.ts';

const MAKES_HOLDER: ReadonlySet<EventType> = new Set([
  'follow-up-opened.v1',
  'follow-up-rescheduled.v1',
  'follow-up-handed-over.v1',
]);

/** Types, other than corrections and withdrawals, that can give a waiting report standing or make the person known. */
export const GIVES_STANDING: ReadonlySet<EventType> = new Set([
  'person-registered.v1',
  'name-registered.v1',
  'protection-changed.v1',
  'residence-changed.v1',
  'enrolment-registered.v1',
  'enrolment-changed.v1',
  'contact-person-assigned.v1',
  ...MAKES_HOLDER,
]);

/** Returns false if an event cannot give a waiting report standing. Saves folding the facts. */
export function mayGive(event: PersonEvent, waiting: PersonEvent): boolean {
  return (waiting.waitsFor ?? []).some((condition) => mayFulfil(event, condition, waiting.reporter));
}

function mayFulfil(event: PersonEvent, condition: StandingCondition, reporter: string): boolean {
  const own = event.reporter === reporter;
  switch (condition.needs) {
    case 'own-report':
      return own && event.eventId === condition.target;
    case 'own-enrolment':
      return (
        own &&
        (pointsBack(event) ||
          (event.type === 'enrolment-registered.v1' && event.data.enrolmentId === condition.enrolmentId))
      );
    case 'own-enrolment-on':
      return (
        own && (pointsBack(event) || event.type === 'enrolment-registered.v1' || event.type === 'enrolment-changed.v1')
      );
    case 'own-contact':
      return (
        (own && (pointsBack(event) || event.type === 'contact-person-assigned.v1')) ||
        mayFulfil(event, condition.otherwise, reporter)
      );
    case 'responsibility':
      return event.reporter === 'cpr' || (condition.orHolder && MAKES_HOLDER.has(event.type));
    case 'closed':
      return false;
  }
}
