import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { newEvent } from './new-event.ts';

/**
 * Two transactions that cross, as in logs from before appends took tickets (docs/adr/0023): the first to begin takes
 * the later position, and comes first in commit order.
 * @returns their streams in commit order
 */
export async function appendCrossed(pool: Pool): Promise<[string, string]> {
  const [first, second]: [string, string] = [randomUUID(), randomUUID()];
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_current_xact_id()');
    await insertPlain(pool, second);
    await insertPlain(client, first);
    await client.query('commit');
  } finally {
    client.release();
  }
  return [first, second];
}

async function insertPlain(client: Pool | ClientBase, stream: string): Promise<void> {
  const { eventId, type, source, senderId, reporter, recordedAt, contentHash } = newEvent(stream, 1);
  await client.query(
    `insert into log.events (stream, version, event_id, type, data, occurred_on, received_at, recorded_at, source,
     sender_id, reporter, meta, content_hash, chain)
     values ($1, 1, $2, $3, '{}', '2026-06-15', $4, $4, $5, $6, $7, '{}', $8, $8)`,
    [stream, eventId, type, recordedAt, source, senderId, reporter, contentHash],
  );
}
