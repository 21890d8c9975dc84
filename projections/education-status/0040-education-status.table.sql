-- Status spells on both time axes: when it held (valid) and when we knew it (log positions). Half-open on both.
create schema education_status;

create table education_status.spells (
  person      uuid   not null,
  valid_from  date   not null,
  valid_to    date   not null,
  known_from  bigint not null,
  known_to    bigint not null,
  status      text   not null,
  reason      text,
  -- The institution of the enrolment the status rests on; what a cohort is cut by.
  institution text,
  -- since, until, enrolment, secondary, conflicts, explanation: shown, never searched.
  answer      json   not null,
  -- One descent finds the spell of a day as known at a position; the answer's row is one page more.
  primary key (person, valid_from, known_from) include (valid_to, known_to, status)
);

create index spells_of_institution on education_status.spells (institution, valid_from) include (valid_to, known_from, known_to, status, person);
