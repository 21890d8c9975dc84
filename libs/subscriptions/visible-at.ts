import type { Pool } from 'pg';
import { eventAt } from '#libs/event-store';

/**
 * The moment at which a subscription had applied the event at a position, or replayed it if the stream was parked. Only
 * for subscriptions that note their passing.
 * @returns null while the event is not applied
 */
export async function findVisibleAt(pool: Pool, reader: string, position: number): Promise<string | null> {
  // A named statement, planned once per connection: planning takes longer than the query.
  const { rows } = await pool.query<{ at: string }>({
    name: 'find-visible-at',
    text: `select greatest(p.at, (select max(r.at) from feed.replayed r
         where r.reader = p.reader and r.person = e.stream and e.version between r.from_version and r.to_version)) as at
     from feed.progress p join ${eventAt('$1')}
     where p.reader = $2 and (p.xid, p.position) >= (e.xid, e.position)
       and not exists (select 1 from feed.parked k
       where k.reader = p.reader and k.person = e.stream and k.version <= e.version)
     order by p.xid, p.position limit 1`,
    values: [position, reader],
  });
  return rows[0]?.at ?? null;
}
