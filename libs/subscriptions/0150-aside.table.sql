-- Who waits because the stream is long, not because an event failed: caught up by a lane of its own, so that everybody else's
-- page does not last as long as one person's (docs/adr/0025).
alter table feed.parked add column aside boolean not null default false;
-- The number of an advisory lock: of a reader's lane, or of one person in it.
create function feed.aside_lock(name text) returns bigint language sql immutable strict parallel safe
  return hashtextextended('aside ' || name, 0);
create index parked_aside on feed.parked (reader, parked_at) where aside;
