-- What a municipality has handed over: its own record of what it did.
create index handed_over on follow_up.cases using gin (((content::jsonb) -> 'formerMunicipalities')) where known_to = 9007199254740991;
