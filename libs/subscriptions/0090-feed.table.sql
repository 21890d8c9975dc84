-- Where every reader of the log stands, moved in the transaction that writes its rows.
create schema feed;

create table feed.checkpoints (
  reader     text primary key,
  -- The cluster the place belongs to: transaction ids of another cluster do not compare.
  epoch      text        not null,
  xid        xid8        not null,
  position   bigint      not null,
  -- The highest log position applied: what "known now" means for this reader.
  applied    bigint      not null,
  updated_at timestamptz not null
);

-- When a reader passed a place: a receipt's "visible since", our own share of a report's delay.
create table feed.progress (
  reader   text        not null,
  xid      xid8        not null,
  position bigint      not null,
  at       timestamptz not null,
  primary key (reader, xid, position)
);
