import type { KnowledgeProjection } from '#libs/bitemporal';
import type { RuleBook } from '#libs/rules';
import type { EventType } from '#events/person-event';
import { birthDateOf } from '#events/state/birth-date';
import { isKnownPerson } from '#events/standing/effective';
import { heldResidences } from '#events/state/last-known';
import { localDay } from '#libs/calendar';

const CARES_FOR: Readonly<Record<EventType, boolean>> = {
  'person-registered.v1': true,
  'name-registered.v1': false,
  'protection-changed.v1': false,
  'residence-changed.v1': true,
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

/** Answers "where did the person live, and how old is the person": the relation every access decision asks for. */
export function residence(rules: Pick<RuleBook, 'placeOf' | 'codeChangeDays'>): KnowledgeProjection {
  const places = { placeOf: rules.placeOf, codeChangeDays: rules.codeChangeDays, localDay };
  return {
    name: 'residence',
    table: 'residence.spells',
    keyColumn: 'valid_from',
    keyType: 'date',
    columns: ['valid_to', 'municipality', 'birth_date', 'last_known'],
    caresFor: CARES_FOR,
    fromFirstEvent: true,
    beliefs: (known) => {
      if (!isKnownPerson(known.events)) return [];
      const birthDate = birthDateOf(known).day;
      return heldResidences(known, places).map(({ from, before, municipality, lastKnown }) => ({
        key: from,
        columns: [before ?? 'infinity', municipality, birthDate, lastKnown],
      }));
    },
  };
}
