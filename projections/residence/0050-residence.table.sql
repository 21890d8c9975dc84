-- Municipality of residence and birth date on both time axes: who is responsible, and how old the person is.
create schema residence;

create table residence.spells (
  person       uuid   not null,
  valid_from   date   not null,
  valid_to     date   not null,
  known_from   bigint not null,
  known_to     bigint not null,
  -- Null: no known residence.
  municipality text,
  birth_date   date   not null,
  primary key (person, valid_from, known_from) include (valid_to, known_to, municipality)
);

create index residents on residence.spells (municipality, person) where known_to = 9007199254740991;
