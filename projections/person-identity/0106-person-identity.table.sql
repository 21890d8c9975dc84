-- Which event holds the young person's name, and since which log position until which day it is protected. The name
-- itself stays sealed in the log.
create schema person_identity;

create table person_identity.facts (
  person         uuid   not null,
  fact           text   not null check (fact in ('name', 'protection')),
  known_from     bigint not null,
  known_to       bigint not null,
  -- Of a name.
  event_id       uuid,
  -- Of a protection: the day after its last.
  protected_to   date,
  primary key (person, fact, known_from)
);
