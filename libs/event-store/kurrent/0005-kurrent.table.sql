-- KurrentDB as the log of record: log.events is then a copy of it, and this is what the copy must remember (docs/adr/0013).
create table log.kurrent (
  one              boolean primary key default true check (one),
  -- Which log this is a copy of: the id that log keeps about itself.
  log_id           uuid not null,
  -- The copy holds everything up to this place of $all; null before the first. Moved in the transaction that writes the rows.
  commit_position  numeric(20),
  prepare_position numeric(20),
  updated_at       timestamptz not null
);

-- Which stream a report's event may go to, from before it is sent to KurrentDB until it is in the copy.
create table log.identities (
  event_id uuid primary key,
  stream   uuid        not null,
  bound_at timestamptz not null
);

-- Streams of KurrentDB whose events from this revision on could not be copied; nobody else's wait for them.
create table log.uncopied (
  stream     text primary key,
  revision   numeric(20) not null,
  why        text        not null,
  noticed_at timestamptz not null
);
