import type { ClientBase, Pool } from 'pg';
import { STILL_KNOWN } from '#libs/bitemporal';

/** The municipalities that hold an open case of each of many persons now. Omits persons without one. */
export async function findHolders(
  client: Pool | ClientBase,
  persons: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (persons.length === 0) return new Map();
  const { rows } = await client.query<{ person: string; municipality: string }>({
    name: 'find-holders',
    text: `select distinct person, municipality from follow_up.cases
      where person = any($1::uuid[]) and known_to = ${STILL_KNOWN} and state in ('open', 'breached')
        and municipality is not null`,
    values: [persons],
  });
  const holders = new Map<string, string[]>();
  for (const { person, municipality } of rows) holders.set(person, [...(holders.get(person) ?? []), municipality]);
  return holders;
}
