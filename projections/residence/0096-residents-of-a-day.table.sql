-- A municipality's residents of any day as known at any position, without the rows: its cohort begins there (docs/adr/0018).
create index residents_of_day on residence.spells (municipality, valid_from) include (valid_to, known_from, known_to, person);
