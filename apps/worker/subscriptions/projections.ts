import { v5 as uuidv5 } from 'uuid';
import type { KnowledgeProjection } from '#libs/bitemporal';
import type { RuleBook } from '#libs/rules';
import { contactPersons } from '#projections/contact-persons/projection';
import { educationStatus } from '#projections/education-status/projection';
import { findings } from '#projections/findings/projection';
import { followUpCases } from '#projections/follow-up-cases/projection';
import { missingReports } from '#projections/missing-reports/projection';
import { personIdentity } from '#projections/person-identity/projection';
import { residence } from '#projections/residence/projection';

/** The namespace of the ids of findings. */
const FINDINGS = 'b0b2f8c6-5d2c-4d56-8a1e-7c1f0c9e3a52';
/** The namespace of the ids of missing reports. */
const MISSING_ITEMS = '2b9f8f5e-6d0a-4f5b-8c52-0f6f6f1f7a44';

/** Every question that has a table, and the rule version by which its rows are computed. */
export function knowledgeProjections(rules: RuleBook): readonly KnowledgeProjection[] {
  return [
    educationStatus(rules),
    residence(rules),
    contactPersons,
    personIdentity,
    followUpCases(rules),
    findings((...of) => uuidv5(of.join(' '), FINDINGS)),
    missingReports(rules, (name) => uuidv5(name, MISSING_ITEMS)),
  ].map((projection) => ({ ...projection, version: rules.version }));
}
