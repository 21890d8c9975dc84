import type { ClientBase, Pool } from 'pg';
import { chainValue } from './chain.ts';
import { EMPTY_STREAM, type NewEvent, type StreamHead } from './event.ts';
import { IdentityConflict, VersionConflict } from './store.ts';

const APPEND_SQL = `insert into log.events (stream, version, event_id, type, data, sealed, occurred_on, registered_at,
    received_at, recorded_at, source, sender_id, reporter, meta, content_hash, chain)
  select stream, version, event_id, type, data, sealed, occurred_on, registered_at,
    received_at, recorded_at, source, sender_id, reporter, meta, content_hash, chain
  from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::json[], $6::bytea[], $7::date[], $8::timestamptz[],
    $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[], $13::text[], $14::json[], $15::bytea[], $16::bytea[])
    with ordinality as given (stream, version, event_id, type, data, sealed, occurred_on, registered_at,
    received_at, recorded_at, source, sender_id, reporter, meta, content_hash, chain, place)
  order by place
  returning position`;

const UNIQUE_VIOLATION = '23505';

/** One statement for the whole batch: the unique constraints are the expected-version and identity checks. */
export async function appendRows(
  client: Pool | ClientBase,
  events: readonly NewEvent[],
  heads: ReadonlyMap<string, StreamHead>,
): Promise<number[]> {
  const columns = toColumns(events, heads);
  try {
    const { rows } = await client.query<{ position: number }>({ name: 'append-events', text: APPEND_SQL, values: columns });
    return rows.map((row) => row.position);
  } catch (error) {
    throw asConflict(error);
  }
}

/** An array per column, in the statement's order; the chain is computed as the columns fill. */
function toColumns(events: readonly NewEvent[], heads: ReadonlyMap<string, StreamHead>): unknown[][] {
  const columns: unknown[][] = Array.from({ length: 16 }, () => []);
  const chains = new Map<string, Buffer>();
  for (const event of events) {
    const data = JSON.stringify(event.data);
    const meta = JSON.stringify(event.meta);
    const previous = chains.get(event.stream) ?? (heads.get(event.stream) ?? EMPTY_STREAM).chain;
    const chain = chainValue(previous, event, data, meta);
    chains.set(event.stream, chain);
    const values = [
      event.stream, event.version, event.eventId, event.type, data, event.sealed, event.occurredOn, event.registeredAt,
      event.receivedAt, event.recordedAt, event.source, event.senderId, event.reporter, meta, event.contentHash, chain,
    ];
    values.forEach((value, index) => columns[index]?.push(value));
  }
  return columns;
}

function asConflict(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== UNIQUE_VIOLATION) return error;
  if (constraint === 'one_event_per_version') return new VersionConflict();
  if (constraint === 'one_event_per_report') return new IdentityConflict();
  return error;
}
