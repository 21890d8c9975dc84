import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { LAST_PLACE } from '#libs/event-store';

/** A reader without a checkpoint has read nothing. */
const BEHIND_SQL = `select r.reader from unnest($1::text[]) r (reader) left join feed.checkpoints c using (reader),
    lateral ${LAST_PLACE} head
  where (coalesce(c.xid, '0'), coalesce(c.position, 0)) < (head.xid, head.position)
    or $2 and exists (select from feed.parked p where p.reader = r.reader and p.aside)
  order by array_position($1, r.reader)`;

/** Whether a reader counts as behind if it has set persons aside and is still catching them up. */
export interface Counting {
  readonly aside: boolean;
}

const ALL_STREAMS: Counting = { aside: true };

/** The readers that have not yet reached the present end of the log. Parked streams do not count as lag. */
export async function readersBehind(
  pool: Pool,
  readers: readonly string[],
  { aside } = ALL_STREAMS,
): Promise<string[]> {
  const { rows } = await pool.query<{ reader: string }>(BEHIND_SQL, [readers, aside]);
  return rows.map((row) => row.reader);
}

/**
 * Waits until the readers have applied the present log; checks every few milliseconds. A question about many persons
 * does not wait for the few set aside: one person's many events would delay all answers.
 * @returns false if the readers were still behind after `limitMilliseconds`: answer with the present rows, never fail
 *   for it
 */
export async function waitUntilCaughtUp(
  pool: Pool,
  readers: readonly string[],
  limitMilliseconds: number,
  counting = ALL_STREAMS,
): Promise<boolean> {
  const until = performance.now() + limitMilliseconds;
  while ((await readersBehind(pool, readers, counting)).length > 0) {
    if (performance.now() > until) return false;
    await pause(10);
  }
  return true;
}
