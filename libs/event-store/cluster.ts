import type { Pool } from 'pg';

/**
 * Whether the log holds transaction ids this cluster has not given out: a dump restored into a younger cluster. The feed
 * would wait for them for ever and sort new events before what is read already (docs/adr/0015).
 */
export async function isAheadOfCluster(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ ahead: boolean }>(
    'select exists (select 1 from log.events where xid > pg_snapshot_xmax(pg_current_snapshot())) as ahead',
  );
  return rows[0]?.ahead ?? false;
}
