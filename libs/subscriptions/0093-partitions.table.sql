-- A reader spread over partitions: workers share its persons, each partition has a place of its own, moved with its rows.
-- Null: one follower. Set, the follower stands still and the reader's checkpoint is the lowest of its partitions.
alter table feed.checkpoints add column partitions integer check (partitions > 0);

create table feed.partitions (
  reader      text        not null references feed.checkpoints (reader) on delete cascade,
  partition   integer     not null,
  -- Which Kafka cluster the offset belongs to: in another one reading begins at the start and passes over what is applied.
  cluster     text        not null,
  next_offset bigint      not null,
  -- How many events of the log, in feed order, are applied or not this partition's: tells repeated messages from new ones.
  sequence    bigint      not null,
  xid         xid8        not null,
  position    bigint      not null,
  -- As in feed.checkpoints.
  applied     bigint      not null,
  updated_at  timestamptz not null,
  primary key (reader, partition)
);

-- Which Kafka cluster a relay has published to: a new one gets everything from the start of the log.
create table feed.relays (
  relay   text primary key,
  cluster text not null
);

-- The partition of a person: the first 32 bits of the key, so that here and in the program it is the same.
create function feed.partition_of(person uuid, partitions integer) returns integer
  language sql immutable strict parallel safe
  return (('x' || left(person::text, 8))::bit(32)::bigint % partitions)::integer;

-- How far a reader has applied one person's events: its partition's place where it is spread, else its checkpoint.
create function feed.reached(reader text, person uuid, out xid xid8, out "position" bigint) language sql stable
begin atomic
  select coalesce(p.xid, c.xid), coalesce(p.position, c.position) from feed.checkpoints c
    left join feed.partitions p on p.reader = c.reader and p.partition = feed.partition_of(reached.person, c.partitions)
  where c.reader = reached.reader;
end;

-- Holds a reader still until the transaction ends. Partitions before the checkpoint, as the workers lock them.
create function feed.hold(reader text) returns void language plpgsql as $$
begin
  perform 1 from feed.partitions p where p.reader = hold.reader order by partition for update;
  perform 1 from feed.checkpoints c where c.reader = hold.reader for update;
end $$;
