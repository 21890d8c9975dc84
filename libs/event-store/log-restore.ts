import type { ClientBase } from 'pg';
import { RESTORED_XID } from './log-backup.ts';

/** Lets readers continue and keeps every other writer away until the transaction ends. */
export async function holdAppends(client: ClientBase): Promise<void> {
  await client.query('lock table log.events in share row exclusive mode');
}

/** Keeps readers and writers away until the transaction ends. */
export async function holdLog(client: ClientBase): Promise<void> {
  await client.query('lock table log.events in access exclusive mode');
}

/**
 * Gives every event the transaction id of restored events. Sets the type of the column anew, which rewrites the table:
 * faster than an update of every row, and the triggers that enforce append-only are never off.
 */
export async function renewTransactionIds(client: ClientBase): Promise<void> {
  await client.query(`alter table log.events alter column xid type xid8 using '${RESTORED_XID}'::xid8`);
}

/** The next event gets the position after this one. */
export async function continueAfter(client: ClientBase, position: number): Promise<void> {
  await client.query(`select setval(pg_get_serial_sequence('log.events', 'position'), $1)`, [position]);
}

/**
 * Moves the sequence past the log: one that was not copied along would give positions that are taken.
 * @returns the number of events
 */
export async function continueAfterLog(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ events: number }>(
    `select count(*) as events, setval(pg_get_serial_sequence('log.events', 'position'),
       greatest(max(position), (select last_value from log.events_position_seq)))
     from log.events`,
  );
  return rows[0]?.events ?? 0;
}
