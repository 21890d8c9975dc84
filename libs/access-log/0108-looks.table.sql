-- A look at a list: one row for the look, one narrow row for each person it showed. At most 64 bytes a person, indexes
-- included (test/bench/load/list-looks.js): so the row's person is a number and its two indexes hold one column each.
alter table read_log.reads add column reason text;
-- How many civil numbers an adviser was shown within the last hour.
create index identities_by_subject on read_log.reads (subject, at) where question = 'person-identity';

create table read_log.looks (
  id           integer     generated always as identity primary key,
  -- By the service's clock: when it began, and when the same list was last looked at; 15 minutes apart at most.
  at           timestamptz not null,
  last_at      timestamptz not null check (last_at >= at),
  written_at   timestamptz not null default clock_timestamp(),
  subject      text        not null check (subject <> ''),
  client       text        not null check (client <> ''),
  organisation text        not null check (organisation <> ''),
  role         text        not null check (role <> ''),
  purpose      text        not null check (purpose <> ''),
  question     text        not null check (question <> ''),
  -- Which list: its question with everything asked but the page.
  list         text        not null check (list <> ''),
  fields       text[]      not null check (cardinality(fields) > 0),
  trace        text
);
create index looks_of_a_list on read_log.looks (subject, list, at);

create table read_log.shown (
  -- read_log.looks.id
  look   integer not null,
  -- person_keys.persons.number
  person integer not null
);
create index shown_by_look on read_log.shown (look);
create index shown_by_person on read_log.shown (person);

create function read_log.refuse_list_change() returns trigger language plpgsql as $$
begin
  raise exception 'read_log.% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on read_log.shown
  for each statement execute function read_log.refuse_list_change();
create trigger append_only before delete or truncate on read_log.looks
  for each statement execute function read_log.refuse_list_change();
-- Only last_at moves.
create trigger append_only_columns
  before update of id, at, written_at, subject, client, organisation, role, purpose, question, list, fields, trace on read_log.looks
  for each statement execute function read_log.refuse_list_change();

-- Everybody who was looked at, a row for each look and person, whichever table keeps it.
create view read_log.every_look as
  select at, at as last_at, subject, client, organisation, role, purpose, reason, person, question, fields, trace from read_log.reads
  union all
  select l.at, l.last_at, l.subject, l.client, l.organisation, l.role, l.purpose, null, p.person, l.question, l.fields, l.trace
  from read_log.looks l join read_log.shown s on s.look = l.id join person_keys.persons p on p.number = s.person;
