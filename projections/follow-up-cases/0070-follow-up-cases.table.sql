-- Follow-up cases as known between two log positions (known_to exclusive).
create schema follow_up;

create table follow_up.cases (
  person       uuid   not null,
  case_id      uuid   not null,
  known_from   bigint not null,
  known_to     bigint not null default 9007199254740991,
  clock        text   not null,
  state        text   not null check (state in ('open', 'breached', 'closed', 'cancelled')),
  -- Who is responsible, or was when it ended. Null: neither residence nor school is known.
  municipality text,
  known_on     date   not null,
  due_on       date   not null,
  -- The whole case as shown.
  content      json   not null,
  primary key (person, case_id, known_from)
);

-- The work list of today, due first, one page at a time.
create index work_list on follow_up.cases (municipality, clock, state, due_on, case_id) where known_to = 9007199254740991;
create index work_list_of_all_states on follow_up.cases (municipality, due_on, case_id) where known_to = 9007199254740991;
