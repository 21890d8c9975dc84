import type { Pool } from 'pg';

/**
 * Whether the log holds transaction ids that this cluster has not assigned yet: a dump restored into a younger cluster.
 * Subscriptions would wait for those ids for ever, and new events would sort before those already read (docs/adr/0015).
 */
export async function isAheadOfCluster(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ ahead: boolean }>(
    'select exists (select 1 from log.events where xid > pg_snapshot_xmax(pg_current_snapshot())) as ahead',
  );
  return rows[0]?.ahead ?? false;
}
