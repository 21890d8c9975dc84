-- The operator's list of running cases nobody holds: it must be empty and is watched (docs/adr/0021).
create index cases_without_holder on follow_up.cases (known_on, case_id)
  where municipality is null and state in ('open', 'breached') and known_to = 9007199254740991;
