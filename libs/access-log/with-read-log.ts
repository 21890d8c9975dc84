import type { Pool, PoolClient } from 'pg';
import { inTransaction, inTransactionOn } from '#libs/database';
import { aloneFor } from './alone-for.ts';
import { type ListLook, recordListLook } from './list-look.ts';
import type { Read } from './read.ts';
import { recordReads } from './record-reads.ts';

/** The rows of a look: known beforehand, or derived from the answer. */
export type ReadsOf<Answer> = Read | ((answer: Answer) => Read | readonly Read[]);

export interface LookOptions {
  /** `once` plans named statements once per connection, not on each call. For statements that return few rows. */
  readonly planned?: 'once' | undefined;
}

const BEGIN = 'begin isolation level repeatable read';
/**
 * With a list of persons PostgreSQL plans anew each time, because it knows the list's length and so estimates a lower
 * cost: 0.9 ms for a query that takes 0.2.
 */
const PLANNED_ONCE = 'set local plan_cache_mode to force_generic_plan';

/**
 * Reads the data, writes the row of the look, and only then returns the answer: both in one transaction, on one
 * snapshot. Throws the error of the query, the row or the commit, and then nothing was shown: a look that throws (not
 * found, forbidden) leaves no row.
 */
export function withReadLog<Answer>(
  pool: Pool,
  reads: ReadsOf<Answer>,
  look: (client: PoolClient) => Promise<Answer>,
  options: LookOptions = {},
): Promise<Answer> {
  const work = async (client: PoolClient): Promise<Answer> => {
    const answer = await look(client);
    const made = typeof reads === 'function' ? reads(answer) : reads;
    await recordReads(client, isList(made) ? made : [made]);
    return answer;
  };
  return inTransaction(pool, work, options.planned === 'once' ? `${BEGIN}; ${PLANNED_ONCE}` : BEGIN);
}

/**
 * The same for a list, whose looks are derived from the answer, one for each set of fields shown.
 * @param who the user and the list: looks of the same user at the same list run one after the other
 */
export function withListLooks<Answer>(
  pool: Pool,
  who: { readonly subject: string; readonly list: string },
  looks: (answer: Answer) => readonly ListLook[],
  look: (client: PoolClient) => Promise<Answer>,
): Promise<Answer> {
  const lookAndRecord = async (client: PoolClient): Promise<Answer> => {
    const answer = await look(client);
    for (const one of looks(answer)) await recordListLook(client, one);
    return answer;
  };
  return aloneFor(pool, JSON.stringify(['list look', who.subject, who.list]), (client) =>
    inTransactionOn(client, () => lookAndRecord(client), BEGIN),
  );
}

function isList(reads: Read | readonly Read[]): reads is readonly Read[] {
  return Array.isArray(reads);
}
