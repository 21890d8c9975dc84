-- Below this transaction id nothing can still be added to the log of this database. pg_snapshot_xmin is that too, and counts
-- transactions of every database of the cluster: one that works for an hour elsewhere would stop all readers here. A transaction
-- in progress is passed over only if its session is known to belong to another database, where it cannot write this log; what is not
-- known, e.g. because it ended since, counts as one of ours. So asking late never opens a gap: ids are of one snapshot, the
-- statement's own, and an id never changes its database.
create function log.horizon() returns xid8 language sql stable as $$
  with open as (select xip as xid from pg_snapshot_xip(pg_current_snapshot()) xip),
    elsewhere as (
      select a.backend_xid::text::bigint as xid from pg_stat_activity a where a.backend_xid is not null and a.datid <> (select oid from pg_database where datname = current_database())
      union all
      select p.transaction::text::bigint from pg_prepared_xacts p where p.database <> current_database()
    )
  -- An xid of a session is the low half of an xid8.
  select coalesce(min(o.xid), pg_snapshot_xmax(pg_current_snapshot())) from open o
  where not exists (select from elsewhere e where e.xid = (o.xid::text::bigint & 4294967295))
$$;
