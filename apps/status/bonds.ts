import type { ClientBase, Pool } from 'pg';
import type { Day } from '#events/model/stored';
import type { Bonds } from '#libs/access';
import { findHolders } from '#projections/follow-up-cases/holders.query';
import { findResidences } from '#projections/residence/residence.query';

/** The facts that decide who may see a person today. */
export interface PersonBonds extends Bonds {
  readonly birthDate: Day;
}

/** The bonds of many persons as known now. Unknown persons are missing from the map. */
export async function findBonds(
  client: Pool | ClientBase,
  persons: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, PersonBonds>> {
  const residences = await findResidences(client, persons, today);
  // If a residence is known, a case of another municipality gives no access.
  const unknown = [...residences].filter(([, { now }]) => now === null).map(([person]) => person);
  const holders = await findHolders(client, unknown);
  return new Map([...residences].map(([person, known]) => [person, { ...known, holders: holders.get(person) ?? [] }]));
}
