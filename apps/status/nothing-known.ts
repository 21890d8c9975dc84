import type { PoolClient } from 'pg';
import { ProblemError } from '#libs/problems';
import type { RuleBook } from '#libs/rules';
import { statusOn, timeline } from '#projections/education-status/education-status.evolve';
import type { KnownSpell } from '#projections/education-status/status.query';

/** The answer before the first report of a person was known: age from the civil number, otherwise never reported. */
export async function nothingKnown(client: PoolClient, rules: RuleBook, person: string, day: string): Promise<KnownSpell> {
  const { rows } = await client.query<{ number_birth_date: string }>('select number_birth_date from person_keys.persons where person = $1', [person]);
  const birthDate = rows[0]?.number_birth_date;
  if (birthDate === undefined) throw new ProblemError('not-found');
  return { ...statusOn(timeline({ person, numberBirthDate: birthDate, events: [] }, rules), day), ruleVersion: rules.version };
}
