-- Reports that are expected and not there, on both time axes. A row exists from the report that gives rise to the
-- expectation on; it is valid from the day after the expected report was due, so that no job runs at midnight.
create schema missing_reports;

create table missing_reports.items (
  person       uuid   not null,
  -- The item's own id, from check, person and cause: nobody who sees it learns either.
  item         uuid   not null,
  -- The day after it was due.
  valid_from   date   not null,
  valid_to     date   not null,
  known_from   bigint not null,
  known_to     bigint not null,
  reporter     text   not null,
  check_id     text   not null,
  reason       text   not null,
  department   text,
  enrolment_id text,
  event_id     uuid   not null,
  primary key (person, item, known_from)
);
-- The items known now: the list of a reporter, and its counts without a look at the table.
create index items_known on missing_reports.items (reporter, valid_from, item) include (valid_to, check_id, reason)
  where known_to = 9007199254740991;
-- The place of a page's last item, also if it was resolved since.
create index items_by_id on missing_reports.items (item);
