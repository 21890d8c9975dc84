-- What is missing of all reporters on a day, known now: a nation's figures read one stretch of it.
create index items_due on missing_reports.items (valid_from) include (valid_to, reporter)
  where known_to = 9007199254740991;
