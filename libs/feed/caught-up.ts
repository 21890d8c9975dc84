import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

const BEHIND_SQL = `select c.reader from feed.checkpoints c,
    lateral (select xid, position from log.events order by xid desc, position desc limit 1) head
  where c.reader = any($1) and (c.xid, c.position) < (head.xid, head.position)`;

/** The readers that have not yet applied everything that is in the log at this moment. */
export async function readersBehind(pool: Pool, readers: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ reader: string }>(BEHIND_SQL, [readers]);
  return rows.map((row) => row.reader);
}

/**
 * Waits until the readers have applied what is in the log, asking every few milliseconds.
 * @returns false when they had not after `limitMilliseconds`: answer with what there is, never fail for it
 */
export async function waitUntilCaughtUp(pool: Pool, readers: readonly string[], limitMilliseconds: number): Promise<boolean> {
  const until = performance.now() + limitMilliseconds;
  while ((await readersBehind(pool, readers)).length > 0) {
    if (performance.now() > until) return false;
    await pause(10);
  }
  return true;
}
