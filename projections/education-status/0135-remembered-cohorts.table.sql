-- What a cohort once counted to, by what it was counted for (docs/adr/0018, 0026): an adviser's cohort by age, or a table
-- with the sums of secret numbers that its noise comes from. Never a fact: rows may go at any time.
drop table education_status.remembered_cohorts;

create table education_status.remembered_cohorts (
  id           bigint generated always as identity primary key,
  valid_on     date   not null,
  -- Null: the whole nation.
  municipality text,
  -- `ages`, or `secrets` with a digest of the key that made them.
  split        text   not null,
  -- The log position it was counted as known at.
  known_at     bigint not null,
  -- By age: persons born after full_after are shown in full, after shown_after narrowed, by the birth dates known at aged_at.
  full_after   date,
  shown_after  date,
  aged_at      bigint,
  -- The last position the count rests on.
  rests_until  bigint not null,
  -- Whose rows were counted: the tables' files and the cluster. A rebuilt table is another file.
  rests_on     text   not null,
  -- Who was parked with events up to rests_until: a replay or another parked person makes it another.
  waiting      text   not null,
  -- How far the readers had come: an event after this place and not after rests_until was not counted.
  xid          xid8   not null,
  place        bigint not null,
  -- Persons, and the sum of their secret numbers, by what tells them apart.
  cells        json   not null
);

create index remembered_cohorts_of_day on education_status.remembered_cohorts (valid_on, municipality, known_at);
