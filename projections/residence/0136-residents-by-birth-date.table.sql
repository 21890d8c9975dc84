-- Whose birthday lies between two days: they are counted otherwise in an adviser's cohort (docs/adr/0026).
create index residents_by_birth_date on residence.spells (birth_date) include (person, known_from, known_to);
