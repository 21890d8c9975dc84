import type { Pool } from 'pg';

/** How far a reader is, in what its users feel. */
export interface ReaderLag {
  readonly reader: string;
  /** Age of the oldest event not yet applied, seconds; 0 where there is none. Parked persons are counted apart. */
  readonly lagSeconds: number;
  /** From the highest position applied to the end of the log; positions have gaps where appends were taken back. */
  readonly positionsBehind: number;
  readonly parked: number;
  /** How long the longest has waited, seconds; 0 where nobody waits. */
  readonly parkedSeconds: number;
  /** Persons with long streams being caught up apart, and the age of their oldest event not applied, seconds. */
  readonly aside: number;
  readonly asideSeconds: number;
}

/** @param now by the clock that events are recorded with */
export async function readerLags(pool: Pool, readers: readonly string[], now: Date): Promise<ReaderLag[]> {
  const { rows } = await pool.query<ReaderLag>(
    `select r.reader,
       greatest(0, coalesce(extract(epoch from $2::timestamptz - next.recorded_at), 0))::float8 as "lagSeconds",
       greatest(0, coalesce(head.position, 0) - coalesce(c.applied, 0)) as "positionsBehind",
       waiting.aside, greatest(0, coalesce(extract(epoch from $2::timestamptz - waiting.behind), 0))::float8 as "asideSeconds",
       waiting.parked, greatest(0, coalesce(extract(epoch from $2::timestamptz - waiting.since), 0))::float8 as "parkedSeconds"
     from unnest($1::text[]) r (reader) left join feed.checkpoints c using (reader)
       left join lateral (select recorded_at from log.events e
         where (e.xid, e.position) > (coalesce(c.xid, '0'), coalesce(c.position, 0)) order by e.xid, e.position limit 1) next on true
       cross join (select max(position) as position from log.events) head
       cross join lateral (select count(*) filter (where not aside) as parked, min(parked_at) filter (where not aside) as since,
         count(*) filter (where aside) as aside, min(e.recorded_at) filter (where aside) as behind
         from feed.parked p left join log.events e on aside and e.position = p.position where p.reader = r.reader) waiting
     order by array_position($1, r.reader)`,
    [readers, now],
  );
  return rows;
}

/** The oldest open transaction that has written, in whatever database of the cluster; readers wait for it if it is in theirs. */
export interface OldestTransaction {
  /** Of its session; null for a prepared transaction, which has none. */
  readonly pid: number | null;
  readonly application: string;
  readonly state: string;
  readonly database: string;
  /** When it began; RFC 3339 UTC. Null if that is another user's and hidden from ours. */
  readonly since: string | null;
  readonly seconds: number;
  /** False if it works in another database, where it cannot write this log. */
  readonly stopsReaders: boolean;
}

/**
 * Events of younger transactions are not read before one of this database ends: that one is named first. Undefined if none is open.
 * What it does is not asked: a statement may hold anything. Of other users' sessions members of pg_read_all_stats see the age too.
 */
export async function findOldestTransaction(pool: Pool): Promise<OldestTransaction | undefined> {
  const { rows } = await pool.query<OldestTransaction>(
    `select pid, coalesce(application, '') as application, coalesce(state, 'unknown') as state, database, since,
       greatest(0, coalesce(extract(epoch from clock_timestamp() - since), 0))::float8 as seconds, database = current_database() as "stopsReaders" from (
       select pid, application_name as application, state, datname as database, xact_start as since, backend_xid as xid
         from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()
       union all select null, 'prepared transaction', 'prepared', database, prepared, transaction from pg_prepared_xacts
     ) open order by database = current_database() desc, age(xid) desc limit 1`,
  );
  return rows[0];
}
