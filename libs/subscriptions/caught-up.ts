import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

/** A reader that has no checkpoint yet has read nothing. */
const BEHIND_SQL = `select r.reader from unnest($1::text[]) r (reader) left join feed.checkpoints c using (reader),
    lateral (select xid, position from log.events order by xid desc, position desc limit 1) head
  where (coalesce(c.xid, '0'), coalesce(c.position, 0)) < (head.xid, head.position)
    or $2 and exists (select from feed.parked p where p.reader = r.reader and p.aside)
  order by array_position($1, r.reader)`;

/** Whether those count whom the reader set aside and is catching up by themselves. */
export interface Counting {
  readonly aside: boolean;
}

const EVERYBODY: Counting = { aside: true };

/** The readers that have not yet come to the end of the log as it is now; whom they parked on the way is no delay of theirs. */
export async function readersBehind(pool: Pool, readers: readonly string[], { aside } = EVERYBODY): Promise<string[]> {
  const { rows } = await pool.query<{ reader: string }>(BEHIND_SQL, [readers, aside]);
  return rows.map((row) => row.reader);
}

/**
 * Waits until the readers have applied what is in the log, asking every few milliseconds. Who asks about many persons does
 * not wait for the few set aside: one person's crowd would be everybody's delay.
 * @returns false when they had not after `limitMilliseconds`: answer with what there is, never fail for it
 */
export async function waitUntilCaughtUp(
  pool: Pool,
  readers: readonly string[],
  limitMilliseconds: number,
  counting = EVERYBODY,
): Promise<boolean> {
  const until = performance.now() + limitMilliseconds;
  while ((await readersBehind(pool, readers, counting)).length > 0) {
    if (performance.now() > until) return false;
    await pause(10);
  }
  return true;
}
