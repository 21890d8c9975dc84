import type { RecordedEvent } from './event.ts';

/** The columns that every read of the log selects, in one place so that all rows have the same shape. */
export const EVENT_COLUMNS = `position, xid::text as xid, stream, version, event_id, type, data::text as data, sealed,
  occurred_on, registered_at, received_at, recorded_at, source, sender_id, reporter, meta::text as meta,
  content_hash, chain`;

export interface EventRow {
  position: number;
  xid: string;
  stream: string;
  version: number;
  event_id: string;
  type: string;
  data: string;
  sealed: Buffer | null;
  occurred_on: string;
  registered_at: string | null;
  received_at: string;
  recorded_at: string;
  source: string;
  sender_id: string;
  reporter: string;
  meta: string;
  content_hash: Buffer;
  chain: Buffer;
}

export function toRecordedEvent(row: EventRow): RecordedEvent {
  return {
    position: row.position,
    stream: row.stream,
    version: row.version,
    eventId: row.event_id,
    type: row.type,
    data: JSON.parse(row.data) as object,
    sealed: row.sealed,
    occurredOn: row.occurred_on,
    registeredAt: row.registered_at,
    receivedAt: row.received_at,
    recordedAt: row.recorded_at,
    source: row.source,
    senderId: row.sender_id,
    reporter: row.reporter,
    meta: JSON.parse(row.meta) as object,
    contentHash: row.content_hash,
    chain: row.chain,
  };
}
