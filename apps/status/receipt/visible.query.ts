import type { Pool } from 'pg';

/** When the status reader passed a position, which is when advisers could see it; null while they cannot. */
export async function findVisibleAt(pool: Pool, position: number): Promise<string | null> {
  const { rows } = await pool.query<{ at: string }>(
    `select p.at from feed.progress p join log.events e on e.position = $1
     where p.reader = 'education-status' and (p.xid, p.position) >= (e.xid, e.position) order by p.xid, p.position limit 1`,
    [position],
  );
  return rows[0]?.at ?? null;
}
