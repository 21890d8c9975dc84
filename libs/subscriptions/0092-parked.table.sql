-- Whose event a reader could not apply: that person waits, of that reader only; everybody else goes on (docs/adr/0012).
create table feed.parked (
  reader     text        not null,
  person     uuid        not null,
  -- The first event not applied: from this version of the stream on, everything waits.
  version    integer     not null,
  position   bigint      not null,
  event_id   uuid        not null,
  event_type text        not null,
  -- Class, code and place of the failure: never a value, and never the database's own words, which quote values.
  reason     text        not null,
  parked_at  timestamptz not null,
  primary key (reader, person)
);
create index parked_by_person on feed.parked (person);

-- What waited and came after all: these events have been in the reader's answers since `at`, not since it passed them.
create table feed.replayed (
  reader       text        not null,
  person       uuid        not null,
  from_version integer     not null,
  to_version   integer     not null,
  at           timestamptz not null,
  primary key (reader, person, from_version)
);
