-- What a cohort once counted to, so that the next question only counts what changed since (docs/adr/0018). Never a fact:
-- rows may go at any time, and the next question counts anew.
create table education_status.remembered_cohorts (
  id           bigint generated always as identity primary key,
  valid_on     date   not null,
  -- Null: the whole nation.
  municipality text,
  -- The log position it was counted as known at.
  known_at     bigint not null,
  -- Whose rows were counted: the tables' files and the cluster. A rebuilt table is another file.
  rests_on     text   not null,
  -- Who was parked with events up to known_at: a replay or another parked person makes it another.
  waiting      text   not null,
  -- How far the readers had come: an event after this place and not after known_at was not counted.
  xid          xid8   not null,
  place        bigint not null,
  -- Persons by status, and by institution.
  statuses     json   not null,
  institutions json   not null
);

create index remembered_cohorts_of_day on education_status.remembered_cohorts (valid_on, municipality, known_at);
