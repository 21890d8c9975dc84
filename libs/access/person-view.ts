import type { Text } from '#libs/problems';

/**
 * Groups of fields that an answer about a person may lack, by their names in answers. Codes are part of the contract.
 */
export const FIELD_GROUPS = {
  name: { da: 'navn', en: 'name' },
  'birth-date': { da: 'fødselsdag', en: 'birth date' },
  'civil-number': { da: 'CPR-nummer', en: 'civil number' },
  status: { da: 'status', en: 'status' },
  details: { da: 'risiko, orlov, modstrid og forklaring', en: 'risk, leave, conflicts and explanation' },
  history: { da: 'forløb og ændringer', en: 'timeline and changes' },
  contacts: { da: 'kontaktpersoner', en: 'contact persons' },
  'own-contacts': { da: 'den unges egne kontaktoplysninger', en: "the young person's own contact details" },
  cases: { da: 'opfølgningssager', en: 'follow-up cases' },
  'later-events': { da: 'hvad der skete siden', en: 'what happened since' },
  'company-assessments': { da: 'virksomheders vurderinger', en: "companies' assessments" },
} as const satisfies Record<string, Text>;
export type FieldGroup = keyof typeof FIELD_GROUPS;

/** Actions open to the caller, by their names in answers. Codes are part of the contract. */
export const ACTIONS = {
  'see-status': { da: 'se status', en: 'see the status' },
  'see-timeline': { da: 'se forløbet', en: 'see the timeline' },
  'see-changes': { da: 'se ændringer', en: 'see the changes' },
  'see-contacts': { da: 'se kontaktpersoner', en: 'see the contact persons' },
  'see-identity': { da: 'få vist CPR-nummeret', en: 'be shown the civil number' },
  'see-identity-with-reason': {
    da: 'få vist CPR-nummeret med en begrundelse',
    en: 'be shown the civil number with a reason',
  },
  'report-contact-made': { da: 'indberette kontakt', en: 'report a contact' },
  'report-became-aware': {
    da: 'indberette, at kommunen blev bekendt',
    en: 'report that the municipality became aware',
  },
  'report-contact-person': { da: 'angive kontaktperson', en: 'state a contact person' },
} as const satisfies Record<string, Text>;
export type Action = keyof typeof ACTIONS;

/**
 * How much of a person an answer shows, next to the fields themselves. Constant per role, relation, age band and case
 * state.
 */
export interface PersonView {
  /** Narrow answers are built by narrowTimeline. */
  readonly extent: 'full' | 'narrow';
  readonly notShown: readonly FieldGroup[];
  readonly mayDo: readonly Action[];
}
