import type { Pool } from 'pg';
import type { KnowledgeProjection } from '#libs/bitemporal';

/**
 * Rows of one key of which the next began to be known before they ended; must be 0, else one question has two answers.
 */
export async function overlappingInKnowledge(pool: Pool, { table, keyColumn }: KnowledgeProjection): Promise<number> {
  return count(
    pool,
    `select 1 from
     (select known_from, known_to, lead(known_from) over (partition by person, ${keyColumn} order by known_from) as next
      from ${table}) row
     where next < known_to or known_to <= known_from`,
  );
}

/** Pairs of spells of one person that hold on the same day as known at the same position. */
export async function overlappingInBoth(pool: Pool, { table }: KnowledgeProjection): Promise<number> {
  return count(
    pool,
    `select 1 from ${table} one join ${table} other using (person)
     where one.valid_from < other.valid_from and one.valid_to > other.valid_from
       and one.known_from < other.known_to and other.known_from < one.known_to`,
  );
}

async function count(pool: Pool, sql: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*) as count from (${sql}) counted`);
  return rows[0]?.count ?? 0;
}
