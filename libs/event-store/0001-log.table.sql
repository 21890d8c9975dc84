-- The log: facts, never changed. position is the only order; xid tells which facts may still be in flight.
create schema log;

create table log.events (
  position      bigint generated always as identity primary key,
  -- The transaction that wrote it: a reader stays behind the oldest one still running (docs/adr/0002).
  xid           xid8        not null default pg_current_xact_id(),
  stream        uuid        not null,
  version       integer     not null check (version > 0),
  event_id      uuid        not null,
  type          text        not null,
  -- json, not jsonb: kept letter by letter as it was hashed; nothing is ever searched inside it.
  data          json        not null,
  -- Names, phones, e-mails: AES-256-GCM with the person's own key.
  sealed        bytea,
  occurred_on   date        not null,
  registered_at timestamptz,
  received_at   timestamptz not null,
  recorded_at   timestamptz not null,
  source        text        not null,
  sender_id     text        not null,
  reporter      text        not null,
  -- Who sent it (client, role), trace, warnings given on the receipt.
  meta          json        not null,
  -- Keyed digest of what the sender sent: tells a resend from changed content without reading sealed fields.
  content_hash  bytea       not null,
  -- SHA-256 over this row and the previous event's chain value of the stream (M7).
  chain         bytea       not null,
  constraint one_event_per_version unique (stream, version),
  constraint one_event_per_report  unique (event_id)
);

create index events_in_commit_order on log.events (xid, position);
create index events_by_recorded_at on log.events (recorded_at, position);

-- Facts are inserted and read, nothing else; the owner is held to it too.
create function log.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'log.events is append-only: % refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on log.events
  for each row execute function log.refuse_change();
create trigger append_only_truncate before truncate on log.events
  for each statement execute function log.refuse_change();
