import type { Pool } from 'pg';
import { FEED_START } from '#libs/event-store';

/** The remedy for a topic that lacks part of the log, for the operator. */
export const PUBLISH_AGAIN =
  'Publish the log again: delete from feed.relays; the relay then begins at the start at its next start.';

/** Returns a relay to the start of the log if it has not published to this cluster: its topics must be complete. */
export async function beginAgain(pool: Pool, relay: string, cluster: string): Promise<void> {
  await pool.query(
    `with new_cluster as (insert into feed.relays values ($1, $2)
        on conflict (relay) do update set cluster = excluded.cluster where feed.relays.cluster <> excluded.cluster
        returning relay),
       passed as (delete from feed.progress where reader in (select relay from new_cluster))
     update feed.checkpoints set xid = $3::xid8, position = $4, applied = 0
     where reader in (select relay from new_cluster)`,
    [relay, cluster, FEED_START.xid, FEED_START.position],
  );
}
