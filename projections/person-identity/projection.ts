import { addDays } from '#libs/calendar';
import type { KnowledgeProjection } from '#libs/bitemporal';
import type { EventType } from '#events/person-event';
import { identityOf } from './person-identity.evolve.ts';

const CARES_FOR: Readonly<Record<EventType, boolean>> = {
  'person-registered.v1': false,
  'name-registered.v1': true,
  'protection-changed.v1': true,
  'residence-changed.v1': false,
  'enrolment-registered.v1': false,
  'enrolment-changed.v1': false,
  'enrolment-never-started.v1': false,
  'education-interrupted.v1': false,
  'education-completed.v1': false,
  'leave-started.v1': false,
  'leave-ended.v1': false,
  'dropout-risk-reported.v1': false,
  'dropout-risk-withdrawn.v1': false,
  'contact-person-assigned.v1': false,
  'contact-person-ended.v1': false,
  'became-aware.v1': false,
  'contact-made.v1': false,
  'report-corrected.v1': true,
  'report-withdrawn.v1': true,
  'follow-up-opened.v1': false,
  'follow-up-rescheduled.v1': false,
  'follow-up-handed-over.v1': false,
  'follow-up-closed.v1': false,
  'follow-up-cancelled.v1': false,
  'follow-up-breached.v1': false,
};

/** Answers "which event holds the name, and is the person protected". */
export const personIdentity: KnowledgeProjection = {
  name: 'person-identity',
  table: 'person_identity.facts',
  keyColumn: 'fact',
  keyType: 'text',
  columns: ['event_id', 'protected_to'],
  caresFor: CARES_FOR,
  fromFirstEvent: false,
  beliefs: (known) => {
    const { nameEventId, protectedUntil } = identityOf(known);
    return [
      ...(nameEventId === null ? [] : [{ key: 'name', columns: [nameEventId, null] }]),
      ...(protectedUntil === null
        ? []
        : [
            {
              key: 'protection',
              columns: [null, protectedUntil === 'for-ever' ? 'infinity' : addDays(protectedUntil, 1)],
            },
          ]),
    ];
  },
};
