import type { Pool, PoolClient } from 'pg';
import type { Read } from './read.ts';
import { recordReads } from './record-reads.ts';

/** The look's rows: known beforehand, or told from the answer (a list: a row per person on it; none: nobody was seen). */
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
export async function withReadLog<Answer>(
  pool: Pool,
  reads: ReadsOf<Answer>,
  look: (client: PoolClient) => Promise<Answer>,
  options: LookOptions = {},
): Promise<Answer> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(options.planned === 'once' ? `${BEGIN}; ${PLANNED_ONCE}` : BEGIN);
    const answer = await look(client);
    const made = typeof reads === 'function' ? reads(answer) : reads;
    await recordReads(client, isList(made) ? made : [made]);
    await client.query('commit');
    return answer;
  } catch (problem) {
    // A connection that cannot even roll back is thrown away, not handed to the next caller.
    await client.query('rollback').catch((reason: unknown) => {
      broken = reason instanceof Error ? reason : new Error('rollback failed');
    });
    throw problem;
  } finally {
    client.release(broken);
  }
}

function isList(reads: Read | readonly Read[]): reads is readonly Read[] {
  return Array.isArray(reads);
}
