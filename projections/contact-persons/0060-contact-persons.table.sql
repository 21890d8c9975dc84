-- Who is in contact with the young person, by role, on both time axes. Names, phones and e-mails stay sealed in the log:
-- a row only says which event holds them.
create schema contact_persons;

create table contact_persons.spells (
  person       uuid   not null,
  -- role, reporter and first day: one contact per role and reporter at a time.
  spell        text   not null,
  valid_from   date   not null,
  valid_to     date   not null,
  known_from   bigint not null,
  known_to     bigint not null,
  role         text   not null,
  reporter     text   not null,
  organisation text   not null,
  event_id     uuid   not null,
  primary key (person, spell, known_from)
);
