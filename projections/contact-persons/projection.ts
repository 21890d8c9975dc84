import { addDays } from '#libs/calendar';
import type { KnowledgeProjection } from '#libs/bitemporal';
import type { EventType } from '#events/person-event';
import { contactTimeline } from './contact-persons.evolve.ts';

const CARES_FOR: Readonly<Record<EventType, boolean>> = {
  'person-registered.v1': false,
  'name-registered.v1': false,
  'protection-changed.v1': false,
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
  'contact-person-assigned.v1': true,
  'contact-person-ended.v1': true,
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

/** Answers "who is in contact with the young person, in which of the four roles". */
export const contactPersons: KnowledgeProjection = {
  name: 'contact-persons',
  table: 'contact_persons.spells',
  keyColumn: 'spell',
  keyType: 'text',
  columns: ['valid_from', 'valid_to', 'role', 'reporter', 'organisation', 'event_id'],
  caresFor: CARES_FOR,
  fromFirstEvent: false,
  beliefs: (known) =>
    contactTimeline(known).map(({ from, to, role, reporter, organisation, eventId }) => ({
      key: `${role}|${reporter}|${from}`,
      columns: [from, to === null ? 'infinity' : addDays(to, 1), role, reporter, organisation, eventId],
    })),
};
