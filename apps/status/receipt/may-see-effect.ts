import type { PoolClient } from 'pg';
import { decideAccess, type AccessDecision, relationOf } from '#libs/access';
import { ageOn, type Clock, localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import type { RuleBook } from '#libs/rules';
import { findBonds } from '../bonds.ts';

const NOT_FOUND: AccessDecision = { allowed: false, as: 'not-found' };

/** Decides for each person whether the sender may see today what a report of its own changes. */
export async function maySeeEffect(
  client: PoolClient,
  { clock, rules }: { readonly clock: Clock; readonly rules: RuleBook },
  { actor, persons }: { readonly actor: Actor; readonly persons: readonly string[] },
): Promise<ReadonlyMap<string, AccessDecision>> {
  const today = localDay(clock.now());
  const bonds = await findBonds(client, persons, today);
  return new Map(
    persons.map((person) => {
      const known = bonds.get(person);
      if (!known) return [person, NOT_FOUND];
      const question = {
        kind: 'receipt-effect',
        relation: relationOf(actor, known),
        ageOn: ageOn(known.birthDate, today),
        purpose: 'own-report',
        isProtected: false,
      } as const;
      return [person, decideAccess(actor, question, rules.on(today))];
    }),
  );
}
