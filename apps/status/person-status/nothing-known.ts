import { ProblemError } from '#libs/problems';
import type { RuleBook } from '#libs/rules';
import { statusOn, timeline } from '#projections/education-status/education-status.evolve';
import type { KnownSpell } from '#projections/education-status/status.query';

/** The answer before the first report of a person was known, by the birth date of the civil number alone. */
export function nothingKnown(rules: RuleBook, person: string, numberBirthDate: string | null, day: string): KnownSpell {
  if (numberBirthDate === null) throw new ProblemError('not-found');
  return { ...statusOn(timeline({ person, numberBirthDate, events: [] }, rules), day), ruleVersion: rules.version };
}
