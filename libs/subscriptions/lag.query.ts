import type { Pool } from 'pg';
import { eventAt, HIGHEST_POSITION, nextRecorded } from '#libs/event-store';
import { checkpointsOf, PLACE } from './reader-sql.ts';

/** The lag of a reader, in the units that its users notice. */
export interface ReaderLag {
  readonly reader: string;
  /** Age of the oldest event not yet applied, seconds; 0 if there is none. Parked streams are counted separately. */
  readonly lagSeconds: number;
  /**
   * From the highest position applied to the end of the log. Positions have gaps after appends that were rolled back.
   */
  readonly positionsBehind: number;
  readonly parked: number;
  /** How long the longest parked stream has waited, seconds; 0 if none is parked. */
  readonly parkedSeconds: number;
  /**
   * Persons with long streams that are caught up separately, and the age of their oldest event not applied, seconds.
   */
  readonly aside: number;
  readonly asideSeconds: number;
}

/** @param now by the clock by which events are recorded */
export async function readerLags(pool: Pool, readers: readonly string[], now: Date): Promise<ReaderLag[]> {
  const { rows } = await pool.query<ReaderLag>(
    `select r.reader,
       greatest(0, coalesce(extract(epoch from $2::timestamptz - next.recorded_at), 0))::float8 as "lagSeconds",
       greatest(0, coalesce(head.position, 0) - coalesce(c.applied, 0)) as "positionsBehind",
       waiting.aside,
       greatest(0, coalesce(extract(epoch from $2::timestamptz - waiting.behind), 0))::float8 as "asideSeconds",
       waiting.parked,
       greatest(0, coalesce(extract(epoch from $2::timestamptz - waiting.since), 0))::float8 as "parkedSeconds"
     from ${checkpointsOf('unnest($1::text[])')}
       left join lateral ${nextRecorded(PLACE)} next on true
       cross join ${HIGHEST_POSITION} head
       cross join lateral (
         select count(*) filter (where not aside) as parked, min(parked_at) filter (where not aside) as since,
         count(*) filter (where aside) as aside, min(e.recorded_at) filter (where aside) as behind
         from feed.parked p left join ${eventAt('p.position')} and aside where p.reader = r.reader) waiting
     order by array_position($1, r.reader)`,
    [readers, now],
  );
  return rows;
}

/**
 * The oldest open transaction that has written, in any database of the cluster. Readers wait for it if it is in their
 * database.
 */
export interface OldestTransaction {
  /** The process id of its session; null for a prepared transaction, which has none. */
  readonly pid: number | null;
  readonly application: string;
  readonly state: string;
  readonly database: string;
  /** The time it began; RFC 3339 UTC. Null if it belongs to another user and is hidden from ours. */
  readonly since: string | null;
  readonly seconds: number;
  /** False if it works in another database, where it cannot write to this log. */
  readonly stopsReaders: boolean;
}

/**
 * Finds the oldest open transaction, those of this database first: events of younger transactions are not read before
 * it ends. Does not read its statement, which may hold anything. Members of pg_read_all_stats also see the age of other
 * users' sessions.
 * @returns undefined if none is open
 */
export async function findOldestTransaction(pool: Pool): Promise<OldestTransaction | undefined> {
  const { rows } = await pool.query<OldestTransaction>(
    `select pid, coalesce(application, '') as application, coalesce(state, 'unknown') as state, database, since,
       greatest(0, coalesce(extract(epoch from clock_timestamp() - since), 0))::float8 as seconds,
       database = current_database() as "stopsReaders" from (
       select pid, application_name as application, state, datname as database, xact_start as since, backend_xid as xid
         from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()
       union all select null, 'prepared transaction', 'prepared', database, prepared, transaction from pg_prepared_xacts
     ) open order by database = current_database() desc, age(xid) desc limit 1`,
  );
  return rows[0];
}
