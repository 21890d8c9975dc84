import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#libs/database';
import type { NewEvent, StreamHead } from './event.ts';

/** The place of an append in the log, taken when its transaction begins. */
export interface Ticket {
  /** RFC 3339 UTC, milliseconds: when the events are recorded. */
  readonly recordedAt: string;
  /** The first of a run of positions, one for each event. */
  readonly first: number;
}

/**
 * Runs the storing transaction. It first takes position, transaction id and time at once, so that a later position is
 * never recorded earlier. The time is the writer's own clock, or the log's if that is ahead (0120-log-time.table.sql).
 */
export function storing<T>(
  pool: Pool,
  { events, heads }: Appended,
  work: (client: PoolClient, ticket: Ticket) => Promise<T>,
): Promise<T> {
  const begin = `begin; select at, first from log.take_ticket(${notBefore(events, heads)}, ${events.length})`;
  return inTransaction(
    pool,
    (client, [, taken]) => {
      const ticket = taken?.rows[0] as { at: number; first: number } | undefined;
      if (!ticket) throw new Error('the log gave no ticket');
      return work(client, { recordedAt: new Date(ticket.at).toISOString(), first: ticket.first });
    },
    begin,
  );
}

/** The events to append, and the heads they must follow. */
export interface Appended {
  readonly events: readonly NewEvent[];
  readonly heads: ReadonlyMap<string, StreamHead>;
}

/** The events with their time of recording. */
export function stamped(events: readonly NewEvent[], { recordedAt }: Ticket): NewEvent[] {
  return events.map((event) => ({ ...event, recordedAt }));
}

/**
 * The earliest time of recording, in milliseconds since 1970: the writer's clock, or the last event of a stream if that
 * is later.
 */
function notBefore(events: readonly NewEvent[], heads: ReadonlyMap<string, StreamHead>): number {
  let latest = '';
  for (const { recordedAt } of events) if (recordedAt > latest) latest = recordedAt;
  for (const { recordedAt } of heads.values()) if (recordedAt !== undefined && recordedAt > latest) latest = recordedAt;
  return Math.ceil(Date.parse(latest));
}
