import type { ClientBase, Pool } from 'pg';
import { LAST_PLACE } from './log-sql.ts';
import type { FeedPlace } from './store.ts';
import { ofPerson } from './stream-ids.ts';

/** The streams with a report that waits for standing. Reads a partial index, which is empty for nearly all streams. */
export async function findStreamsWaiting(
  client: Pool | ClientBase,
  streams: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ stream: string }>({
    name: 'find-streams-waiting',
    text: `select distinct stream from log.events where stream = any($1::uuid[]) and meta ->> 'standing' = 'waiting'`,
    values: [streams],
  });
  return new Set(rows.map(({ stream }) => stream));
}

/** The streams of these in which a report was accepted with warnings. Reads a partial index. */
export async function findStreamsWarned(client: Pool | ClientBase, streams: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ stream: string }>({
    name: 'find-streams-warned',
    text: `select distinct stream from log.events where stream = any($1::uuid[]) and meta ->> 'warnings' is not null`,
    values: [streams],
  });
  return rows.map(({ stream }) => stream);
}

/** The different traces in which the events at these positions were reported, at most so many. */
export async function findTraceparents(pool: Pool, positions: readonly number[], most: number): Promise<string[]> {
  const { rows } = await pool.query<{ traceparent: string }>(
    `select distinct meta->>'traceparent' as traceparent from log.events
     where position = any($1::bigint[]) and meta->>'traceparent' is not null limit ${most}`,
    [positions],
  );
  return rows.map(({ traceparent }) => traceparent);
}

/** The number of events that the log holds up to a place: the place's number in feed order. */
export async function sequenceAt(client: Pool | ClientBase, { xid, position }: FeedPlace): Promise<number> {
  const { rows } = await client.query<{ sequence: number }>(
    'select count(*) as sequence from log.events where (xid, position) <= ($1::xid8, $2::bigint)',
    [xid, position],
  );
  return rows[0]?.sequence ?? 0;
}

/** @returns undefined if the log is empty */
export async function findLastPlace(client: Pool | ClientBase): Promise<FeedPlace | undefined> {
  const { rows } = await client.query<FeedPlace>(`select xid::text as xid, position from ${LAST_PLACE} last`);
  return rows[0];
}

/**
 * The last place before which no open transaction can add an event.
 * @returns undefined if no event can be read
 */
export async function findReadablePlace(client: Pool | ClientBase): Promise<FeedPlace | undefined> {
  const { rows } = await client.query<FeedPlace>(
    `select xid::text as xid, position from log.events where xid < log.horizon()
     order by log.events.xid desc, position desc limit 1`,
  );
  return rows[0];
}

/** The times and the sender of a report, without what it says of the person. */
export interface ReportTimes {
  readonly position: number;
  readonly stream: string;
  readonly eventId: string;
  readonly type: string;
  readonly reporter: string;
  readonly source: string;
  readonly occurredOn: string;
  readonly registeredAt: string | null;
  readonly receivedAt: string;
}

/** The reports about persons from outside at these positions, in the order of their positions. */
export async function findReports(
  client: Pool | ClientBase,
  positions: readonly number[],
): Promise<readonly ReportTimes[]> {
  const { rows } = await client.query<ReportTimes>({
    name: 'find-reports',
    text: `select position, stream, event_id as "eventId", type, reporter, source,
        occurred_on as "occurredOn", registered_at as "registeredAt",
        received_at as "receivedAt"
      from log.events where position = any($1::bigint[]) and reporter <> 'ungestatus' and ${ofPerson('stream')}
      order by position`,
    values: [positions],
  });
  return rows;
}

/** What names a report to its sender; nothing else that it says. */
export interface ReportIds {
  readonly position: number;
  readonly eventId: string;
  readonly source: string;
  readonly senderId: string;
  readonly type: string;
  readonly occurredOn: string;
  /** Null if the report names no enrolment. */
  readonly enrolmentId: string | null;
}

/** The reports at these positions; a correction names the enrolment in its content. */
export async function findReportIds(
  client: Pool | ClientBase,
  positions: readonly number[],
): Promise<readonly ReportIds[]> {
  const { rows } = await client.query<ReportIds>({
    name: 'find-report-ids',
    text: `select position, event_id as "eventId", source, sender_id as "senderId", type,
        occurred_on as "occurredOn", coalesce(data ->> 'enrolmentId', data -> 'content' ->> 'enrolmentId')
          as "enrolmentId"
      from log.events where position = any($1::bigint[])`,
    values: [positions],
  });
  return rows;
}

/** A report that was stored without standing. */
export interface WaitingReport {
  readonly position: number;
  readonly eventId: string;
  readonly stream: string;
  readonly reporter: string;
  readonly receivedAt: string;
}

/** The newest reports of these sources that were stored without standing; some have it by now. */
export async function findWaitingReports(
  client: Pool | ClientBase,
  sources: readonly string[],
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<readonly WaitingReport[]> {
  const { rows } = await client.query<WaitingReport>({
    name: 'find-waiting-reports',
    text: `select page.* from unnest($1::text[]) as own (source) cross join lateral (
        select position, event_id as "eventId", stream, reporter, received_at as "receivedAt" from log.events
        where source = own.source and meta ->> 'standing' = 'waiting' and ($2::bigint is null or position < $2)
        order by position desc limit $3) page
      order by position desc limit $3`,
    values: [sources, before ?? null, limit],
  });
  return rows;
}
