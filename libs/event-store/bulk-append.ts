import type { ClientBase, Pool } from 'pg';
import { copiedBytes, copiedText, copyRows } from '#libs/database';
import type { NewEvent } from './event.ts';

/** An event with its texts as hashed, and its chain value. */
export interface LinkedEvent {
  readonly event: NewEvent;
  readonly data: string;
  readonly meta: string;
  readonly chain: Buffer;
}

const EVENTS = `copy log.events (stream, version, event_id, type, data, sealed, occurred_on, registered_at,
  received_at, recorded_at, source, sender_id, reporter, meta, content_hash, chain) from stdin`;

/** Appends events by COPY. The database assigns position and transaction; its indexes and triggers stay active. */
export function bulkAppend(client: ClientBase, events: Iterable<LinkedEvent>): Promise<void> {
  return copyRows(client, EVENTS, { rows: events, line: eventLine });
}

/** Renews the planner's statistics: without them, the planner misjudges a freshly filled table. */
export async function analyzeLog(pool: Pool): Promise<void> {
  await pool.query('analyze log.events');
}

function eventLine({ event, data, meta, chain }: LinkedEvent): string {
  const sealed = event.sealed === null ? '\\N' : copiedBytes(event.sealed);
  return (
    `${event.stream}\t${event.version}\t${event.eventId}\t${event.type}\t${copiedText(data)}\t${sealed}\t` +
    `${event.occurredOn}\t${event.registeredAt ?? '\\N'}\t${event.receivedAt}\t${event.recordedAt}\t` +
    `${copiedText(event.source)}\t${copiedText(event.senderId)}\t` +
    `${event.reporter}\t${copiedText(meta)}\t${copiedBytes(event.contentHash)}\t${copiedBytes(chain)}\n`
  );
}
