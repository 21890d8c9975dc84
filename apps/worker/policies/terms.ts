import { v5 as uuidv5 } from 'uuid';
import type { FollowUpTerms } from '#events/follow-up/contact/contact.decide';
import { addDays, birthday, dueDate, remainingWorkdays } from '#libs/calendar';
import { eventIdOf } from '#libs/intake';
import type { InstitutionRegister } from '#libs/institutions';
import type { RuleBook } from '#libs/rules';

const CASE_NAMESPACE = '0e2c9a54-6a35-5a0e-8d0b-7c4a6c1d9f02';

/** Source of the service's own facts. */
export const OWN_SOURCE = '/systems/ungestatus/reporters/ungestatus';
export const OWN_REPORTER = 'ungestatus';

/** Inputs of the follow-up decision: rules, calendar, register and identities. */
export function followUpTerms(rules: RuleBook, institutions: InstitutionRegister): FollowUpTerms {
  return {
    rules,
    calendar: { addDays, birthday, dueDate, remainingWorkdays },
    schoolMunicipality: (institution, day) => institutions.municipalityOf(institution, day) ?? null,
    caseId: (name) => uuidv5(name, CASE_NAMESPACE),
    eventId: (senderId) => eventIdOf(OWN_SOURCE, senderId),
  };
}
