import type { Pool, PoolClient, QueryResult } from 'pg';

/**
 * Runs the work in one transaction of its own; nothing of it stays when it throws. `begin` may say more than that: isolation,
 * settings and locks that come before the work, which is given the results of these statements. A connection that cannot
 * even roll back is thrown away.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient, begun: readonly QueryResult[]) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  const client = await pool.connect();
  try {
    const begun = await client.query(begin);
    const result = await work(client, [begun].flat());
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}
