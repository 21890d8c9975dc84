import type { ClientBase, Pool } from 'pg';
import type { Day } from '#events/model/stored';
import type { Bonds } from '#libs/access';
import { findHolders } from '#projections/follow-up-cases/holders.query';
import { findResidences } from '#projections/residence/residence.query';

/** What decides who may see a person today. */
export interface PersonBonds extends Bonds {
  readonly birthDate: Day;
}

/** The bonds of many persons as known now; who is not known is not among them. */
export async function findBonds(
  client: Pool | ClientBase,
  persons: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, PersonBonds>> {
  const residences = await findResidences(client, persons, today);
  // Where a residence is known nobody else's case opens anything.
  const unknown = [...residences].filter(([, { now }]) => now === null).map(([person]) => person);
  const holders = await findHolders(client, unknown);
  return new Map([...residences].map(([person, known]) => [person, { ...known, holders: holders.get(person) ?? [] }]));
}
