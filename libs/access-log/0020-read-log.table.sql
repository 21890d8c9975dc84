-- Who looked at whom, for what. A row per look and person, written in the transaction that looked, or nobody saw anything.
create schema read_log;

create table read_log.reads (
  id           bigint generated always as identity primary key,
  -- By the service's clock, as the answer was.
  at           timestamptz not null,
  -- By the machine's own clock, whatever the sandbox's clock says.
  written_at   timestamptz not null default clock_timestamp(),
  -- The one who looked: a person where one logged in, else the client.
  subject      text        not null check (subject <> ''),
  client       text        not null check (client <> ''),
  organisation text        not null check (organisation <> ''),
  role         text        not null check (role <> ''),
  purpose      text        not null check (purpose <> ''),
  person       uuid        not null,
  question     text        not null check (question <> ''),
  -- What was shown; {all} where nothing was held back.
  fields       text[]      not null check (cardinality(fields) > 0),
  -- W3C traceparent of the call, where it had one.
  trace        text
);

-- The person's own extract: dates and purposes.
create index reads_by_person on read_log.reads (person, at);

-- Looks are written and read, nothing else; the owner is held to it too.
create function read_log.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'read_log.reads is append-only: % refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on read_log.reads
  for each statement execute function read_log.refuse_change();
