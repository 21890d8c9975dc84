import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#libs/database';
import { chainEvents, insertChained } from './append.ts';
import { EMPTY_STREAM, type NewEvent, type RecordedEvent, type StreamHead } from './event.ts';
import { EVENT_COLUMNS, type EventRow, toRecordedEvent } from './rows.ts';
import { inRounds, type Round, type RoundItem } from './rounds.ts';
import { stamped, storing } from './ticket.ts';
import type { TransactionStep, AppendOptions, EventStore, FeedEntry, FeedPage, FeedPlace } from './store.ts';

const ENTRY = 'position, xid::text as xid, event_id as "eventId", stream, version, type';

/**
 * Reads horizon and page in one statement, so that both use one snapshot: the events of transactions older than every
 * running one, in (xid, position) order. The page ends before an event whose transaction is still open and never skips
 * it. Only if it is empty although there are events, the statement searches the sessions for transactions in other
 * databases (log.horizon).
 */
const FEED_SQL = `with plain as materialized (
    select ${ENTRY}, xid as place from log.events
    where (xid, position) > ($1::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by log.events.xid, position limit $3
  ), held as materialized (
    select true as back where not exists (select from plain)
      and exists (select from log.events where (xid, position) > ($1::xid8, $2::bigint))
  ), freed as (
    select ${ENTRY}, xid as place from log.events
    where (select back from held) and (xid, position) > ($1::xid8, $2::bigint)
    and xid < (select log.horizon() from held)
    order by log.events.xid, position limit $3
  )
  select position, xid, "eventId", stream, version, type from (select * from plain union all select * from freed) page
  order by page.place, position`;

const STREAMS_SQL = `select ${EVENT_COLUMNS} from log.events where stream = any($1::uuid[]) order by stream, version`;
/**
 * The events of some reporters and the last event of each stream, which gives its version. A stream may hold thousands
 * of events of others.
 */
const OF_REPORTERS_SQL = `select ${EVENT_COLUMNS} from log.events e
  where stream = any($1::uuid[]) and (reporter = any($2::text[])
    or version = (select version from log.events h where h.stream = e.stream order by version desc limit 1))
  order by stream, version`;
const BY_EVENT_IDS_SQL = `select ${EVENT_COLUMNS} from log.events where event_id = any($1::uuid[])`;

/** The log on PostgreSQL: the complete reference adapter. */
export class PostgresEventStore implements EventStore<PoolClient> {
  constructor(private readonly pool: Pool) {}

  async append(
    events: readonly NewEvent[],
    heads: ReadonlyMap<string, StreamHead>,
    inSameTransaction?: TransactionStep<PoolClient>,
    { afterwards }: AppendOptions<PoolClient> = {},
  ): Promise<number[]> {
    if (events.length === 0) {
      return inTransaction(this.pool, async (client) => {
        await inSameTransaction?.(client);
        await afterwards?.(client);
        return [];
      });
    }
    return storing(this.pool, { events, heads }, async (client, ticket) => {
      await inSameTransaction?.(client);
      const positions = await insertChained(client, chainEvents(stamped(events, ticket), heads), ticket.first);
      await afterwards?.(client);
      return positions;
    });
  }

  inRounds<Item extends RoundItem, Answer>(round: Round<Item, Answer>): Promise<Answer> {
    return inRounds(round);
  }

  async readStreams(streams: readonly string[], reporters?: readonly string[]): Promise<RecordedEvent[]> {
    // Runs the query for no streams too: a report about an unknown person must not take one round trip less than one
    // about a known person.
    const query =
      reporters === undefined
        ? { name: 'read-streams', text: STREAMS_SQL, values: [streams] }
        : { name: 'read-streams-of-reporters', text: OF_REPORTERS_SQL, values: [streams, reporters] };
    const { rows } = await this.pool.query<EventRow>(query);
    return rows.map(toRecordedEvent);
  }

  async readHead(stream: string): Promise<StreamHead> {
    const { rows } = await this.pool.query<StreamHead>(
      `select version, chain, recorded_at as "recordedAt" from log.events where stream = $1
       order by version desc limit 1`,
      [stream],
    );
    return rows[0] ?? EMPTY_STREAM;
  }

  async findByEventIds(eventIds: readonly string[]): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'find-by-event-ids',
      text: BY_EVENT_IDS_SQL,
      values: [eventIds],
    });
    return rows.map(toRecordedEvent);
  }

  async readFeed(after: FeedPlace, limit: number): Promise<FeedPage> {
    const { rows } = await this.pool.query<FeedEntry & FeedPlace>({
      name: 'read-feed',
      text: FEED_SQL,
      values: [after.xid, after.position, limit],
    });
    const last = rows.at(-1);
    return { events: rows, next: last ? { xid: last.xid, position: last.position } : after };
  }

  async epoch(): Promise<string> {
    const { rows } = await this.pool.query<{ epoch: string }>(
      'select system_identifier::text as epoch from pg_control_system()',
    );
    return rows[0]?.epoch ?? 'unknown';
  }
}
