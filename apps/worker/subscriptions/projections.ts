import type { KnowledgeProjection } from '#libs/bitemporal';
import type { RuleBook } from '#libs/rules';
import { contactPersons } from '#projections/contact-persons/projection';
import { educationStatus } from '#projections/education-status/projection';
import { followUpCases } from '#projections/follow-up-cases/projection';
import { personIdentity } from '#projections/person-identity/projection';
import { residence } from '#projections/residence/projection';

/** Every question that has a table, and the rule version by which its rows are computed. */
export function knowledgeProjections(rules: RuleBook): readonly KnowledgeProjection[] {
  return [educationStatus(rules), residence(rules), contactPersons, personIdentity, followUpCases(rules)].map(
    (projection) => ({ ...projection, version: rules.version }),
  );
}
