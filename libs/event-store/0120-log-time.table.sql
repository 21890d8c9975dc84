-- The time of the log: no event is ever recorded before it, and no answer names a later time as final (docs/adr/0023).
-- Milliseconds since 1970. Moves outside transactions, as sequences do, and only ever forward. Unlogged: a crash
-- empties it, and log.wake_time fills it again from the events.
create unlogged sequence log.time as bigint minvalue 0 start 0;

-- One short lock for everybody who moves it; never held until a commit. 7420260120 is a number of our own.
-- Position, transaction id and time of an append are taken together under it, so all three orders are one.
create function log.take_ticket(not_before bigint, events integer, out at bigint, out first bigint) language plpgsql as $$
declare
  last bigint;
begin
  begin
    perform pg_advisory_lock(7420260120);
    perform pg_current_xact_id();
    select greatest(not_before, last_value) into at from log.time;
    perform setval('log.time', at);
    -- Seen by everybody until the transaction ends: at this moment or later something is being recorded (log.storing_since).
    perform pg_advisory_xact_lock_shared((21831::bigint << 48) | at);
    loop
      select min(given), max(given) into first, last
        from (select nextval('log.events_position_seq') as given from generate_series(1, events)) block;
      -- A writer that took no ticket came in between: its gap is left, the next block is whole.
      exit when events = 0 or last - first = events - 1;
    end loop;
    perform pg_advisory_unlock(7420260120);
  exception when others or query_canceled then
    -- A session lock outlives the failed statement.
    perform pg_advisory_unlock(7420260120);
    raise;
  end;
end $$;

-- When what is on its way to KurrentDB is recorded.
alter table log.identities add column recorded_at timestamptz not null default clock_timestamp();

-- The earliest moment at which something not yet committed may be recorded; null where nothing is being stored. Tickets say it
-- themselves; of a writer without one its transaction's start counts. On KurrentDB a report is on its way while its id is bound.
create function log.storing_since() returns bigint language sql volatile as $$
  with held as materialized (
    select pid, relation, mode, objsubid, classid::bigint as high, objid::bigint as low, locktype from pg_locks
    where database = (select oid from pg_database where datname = current_database()) and granted
  ), tickets as (
    select pid, ((high << 32) | low) & ((1::bigint << 48) - 1) as at from held
    where locktype = 'advisory' and objsubid = 1 and high >> 16 = 21831
  )
  select min(at) from (
    select at from tickets
    union all
    select floor(extract(epoch from a.xact_start) * 1000)::bigint from held h join pg_stat_activity a on a.pid = h.pid
    where h.locktype = 'relation' and h.relation = 'log.events'::regclass and h.mode = 'RowExclusiveLock'
      and not exists (select from tickets t where t.pid = h.pid)
    union all
    select floor(extract(epoch from recorded_at) * 1000)::bigint from log.identities where bound_at > clock_timestamp() - interval '60 seconds'
  ) storing
$$;

-- Promises that nothing will be recorded at or before a moment, unless it is being stored already: then storing says since when.
-- named is the moment, or that of the latest event where a clock somewhere else is ahead.
create function log.name_time(wanted bigint, out named bigint, out storing bigint) language plpgsql as $$
begin
  select greatest(wanted, coalesce(ceil(extract(epoch from max(recorded_at)) * 1000)::bigint, 0)) into named from log.events;
  if (select last_value from log.time) <= named then
    begin
      perform pg_advisory_lock(7420260120);
      perform setval('log.time', greatest((select last_value from log.time), named + 1));
      perform pg_advisory_unlock(7420260120);
    exception when others or query_canceled then
      perform pg_advisory_unlock(7420260120);
      raise;
    end;
  end if;
  storing := log.storing_since();
end $$;

-- The earliest moment a clock may be set to.
create function log.earliest_time() returns bigint language sql volatile as $$
  select greatest((select last_value from log.time), (select coalesce(ceil(extract(epoch from max(recorded_at)) * 1000)::bigint, 0) from log.events))
$$;

-- When the program starts: events may have come by another road (a restore, a crash emptied the sequence).
create function log.wake_time() returns void language sql volatile as $$
  select setval('log.time', log.earliest_time())
$$;

select log.wake_time();
