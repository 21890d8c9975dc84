import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '#libs/database';
import { RESTORED_XID, SAFE_POSITION } from './tables.ts';

export interface Adopting {
  readonly epoch: string;
  /** Readers whose tables are rebuilt, and those tables: they are emptied and start at the beginning of the log. */
  readonly rebuilt: readonly { readonly name: string; readonly table: string }[];
}

/**
 * Adopts a log that has transaction ids of another cluster (a dump, a logical copy): every event gets the lowest
 * possible id, so that events come in the order of their positions and new ones after them. Runs in one transaction,
 * with no other session at work. Sets the type of the column anew, which rewrites the table: faster than an update of
 * every row, and the triggers that enforce append-only are never off.
 * @returns the number of events
 */
export async function adoptLog(pool: Pool, adopting: Adopting): Promise<number> {
  const events = await inTransaction(
    pool,
    async (client) => {
      await settleReaders(client, adopting);
      await client.query(`alter table log.events alter column xid type xid8 using '${RESTORED_XID}'::xid8`);
      await keepProgress(client);
      return goOnAfterHead(client);
    },
    { begin: 'begin; set local idle_in_transaction_session_timeout to 0', onFailure: 'end-session' },
  );
  await pool.query('analyze log.events');
  return events;
}

/** Runs before the ids are replaced: they determine which events a reader has applied. */
async function settleReaders(client: ClientBase, { epoch, rebuilt }: Adopting): Promise<void> {
  const names = rebuilt.map(({ name }) => name);
  await client.query('lock table log.events in access exclusive mode');
  await client.query('delete from feed.checkpoints where reader = any($1)', [names]);
  await client.query('delete from feed.parked where reader = any($1)', [names]);
  await client.query('delete from feed.partitions; delete from feed.relays');
  for (const { table } of rebuilt) await client.query(`truncate ${table}`);
  await client.query(
    `with stands as (select reader, ${SAFE_POSITION} as position from feed.checkpoints)
     update feed.checkpoints c set epoch = $1, xid = '${RESTORED_XID}', position = s.position, applied = s.position,
     partitions = null
     from stands s where s.reader = c.reader`,
    [epoch],
  );
}

/** Keeps the times at which readers passed a position: receipts show them. */
async function keepProgress(client: ClientBase): Promise<void> {
  await client.query(`
    create temporary table kept_progress on commit drop as
      select reader, position, min(at) as at from feed.progress group by reader, position;
    truncate feed.progress;
    insert into feed.progress (reader, xid, position, at) select reader, '${RESTORED_XID}', position, at
    from kept_progress`);
}

/** Moves the sequence past the log: one that was not copied along would give positions that are taken. */
async function goOnAfterHead(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ events: number }>(
    `select count(*) as events,
       setval(pg_get_serial_sequence('log.events', 'position'),
       greatest(max(position), (select last_value from log.events_position_seq)))
     from log.events`,
  );
  return rows[0]?.events ?? 0;
}
