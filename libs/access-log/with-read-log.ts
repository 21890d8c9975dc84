import type { Pool, PoolClient } from 'pg';
import { inTransaction, inTransactionOn } from '#libs/database';
import { aloneFor } from './alone-for.ts';
import { type ListLook, recordListLook } from './list-look.ts';
import type { Read } from './read.ts';
import { recordReads } from './record-reads.ts';

/** The look's rows: known beforehand, or told from the answer. */
export type ReadsOf<Answer> = Read | ((answer: Answer) => Read | readonly Read[]);

export interface LookOptions {
  /** For statements with names, of few rows: planned once a connection, not each time. */
  readonly planned?: 'once' | undefined;
}

const BEGIN = 'begin isolation level repeatable read';
/**
 * A list of persons makes PostgreSQL plan anew each time, because it can tell the list's length and so a lower price: 0.9 ms
 * for a look that takes 0.2.
 */
const PLANNED_ONCE = 'set local plan_cache_mode to force_generic_plan';

/**
 * Looks, writes who looked, and only then gives the answer: both in one transaction, on one snapshot. Throws what the
 * look, the row or the commit throws, and nothing was seen then: a look that throws (not found, forbidden) leaves no row.
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
 * The same for a list: its looks are told from the answer, one for each set of fields shown.
 * @param who whose list it is: looks of the same person at the same list come one after the other
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
