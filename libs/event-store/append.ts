import type { ClientBase, Pool } from 'pg';
import { bytesArray, plainArray, textArray } from './array-text.ts';
import { chainValue } from './chain.ts';
import { EMPTY_STREAM, type NewEvent, type StreamHead } from './event.ts';
import { IdentityConflict, VersionConflict } from './store.ts';

const APPEND_SQL = `insert into log.events (position, stream, version, event_id, type, data, sealed, occurred_on,
    registered_at, received_at, recorded_at, source, sender_id, reporter, meta, content_hash, chain)
  overriding system value
  select coalesce($17::bigint + place - 1, nextval('log.events_position_seq')), stream, version, event_id, type, data,
  sealed, occurred_on, registered_at, received_at, recorded_at, source, sender_id, reporter, meta, content_hash, chain
  from rows from (
      unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::bytea[], $6::date[], $7::timestamptz[],
      $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::bytea[], $14::bytea[]),
      json_array_elements($15::json), json_array_elements($16::json))
    with ordinality as given (stream, version, event_id, type, sealed, occurred_on, registered_at, received_at,
    recorded_at, source, sender_id, reporter, content_hash, chain, data, meta, place)
  order by place
  returning position`;

const UNIQUE_VIOLATION = '23505';

/** An event with its chain value; the texts are exactly those that the chain value covers. */
export interface ChainedEvent {
  readonly event: NewEvent;
  readonly dataText: string;
  readonly metaText: string;
  readonly chain: Buffer;
}

/** Chains the events of one append to their streams' heads, in the order given. */
export function chainEvents(events: readonly NewEvent[], heads: ReadonlyMap<string, StreamHead>): ChainedEvent[] {
  const chains = new Map<string, Buffer>();
  return events.map((event) => {
    const dataText = JSON.stringify(event.data);
    const metaText = JSON.stringify(event.meta);
    const previous = chains.get(event.stream) ?? (heads.get(event.stream) ?? EMPTY_STREAM).chain;
    const chain = chainValue(previous, event, dataText, metaText);
    chains.set(event.stream, chain);
    return { event, dataText, metaText, chain };
  });
}

/**
 * Appends a batch in one statement: the unique constraints are the expected-version and identity checks.
 *
 * @param first the first of the positions taken for the events; if null, the database assigns positions as it inserts
 *   the rows
 * @throws VersionConflict | IdentityConflict nothing was written
 */
export async function insertChained(
  client: Pool | ClientBase,
  events: readonly ChainedEvent[],
  first: number | null = null,
): Promise<number[]> {
  try {
    const { rows } = await client.query<{ position: number }>({
      name: 'append-events',
      text: APPEND_SQL,
      values: [...toColumns(events), first],
    });
    return rows.map((row) => row.position);
  } catch (error) {
    throw asConflict(error);
  }
}

/** One array per column, in the statement's order. */
function toColumns(events: readonly ChainedEvent[]): string[] {
  const plain = (of: (event: NewEvent) => string | number | null) => plainArray(events.map(({ event }) => of(event)));
  const texts = (of: (event: NewEvent) => string) => textArray(events.map(({ event }) => of(event)));
  return [
    plain(({ stream }) => stream),
    plain(({ version }) => version),
    plain(({ eventId }) => eventId),
    texts(({ type }) => type),
    bytesArray(events.map(({ event }) => event.sealed)),
    plain(({ occurredOn }) => occurredOn),
    plain(({ registeredAt }) => registeredAt),
    plain(({ receivedAt }) => receivedAt),
    plain(({ recordedAt }) => recordedAt),
    texts(({ source }) => source),
    texts(({ senderId }) => senderId),
    texts(({ reporter }) => reporter),
    bytesArray(events.map(({ event }) => event.contentHash)),
    bytesArray(events.map(({ chain }) => chain)),
    // One JSON text each: PostgreSQL passes the elements on unchanged, and nothing has to be escaped twice.
    `[${events.map(({ dataText }) => dataText).join(',')}]`,
    `[${events.map(({ metaText }) => metaText).join(',')}]`,
  ];
}

function asConflict(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== UNIQUE_VIOLATION) return error;
  if (constraint === 'one_event_per_version') return new VersionConflict();
  if (constraint === 'one_event_per_report') return new IdentityConflict();
  return error;
}
