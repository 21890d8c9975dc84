-- What is odd in accepted reports, until a report puts it right, on both time axes.
create schema findings;

create table findings.items (
  person       uuid   not null,
  -- The check and the report it is about.
  finding      text   not null,
  valid_from   date   not null,
  -- The day on which it expires by itself; infinity if only a report resolves it.
  valid_to     date   not null,
  known_from   bigint not null,
  known_to     bigint not null,
  -- The finding's own name for those who may not know the report.
  item         uuid   not null,
  check_id     text   not null,
  reporter     text   not null,
  system       text   not null,
  type         text   not null,
  -- The report, and the event that contains its present content: a correction if there is one.
  event_id     uuid   not null,
  content_id   uuid   not null,
  enrolment_id text,
  primary key (person, finding, known_from)
);
create index open_findings on findings.items (reporter, valid_from desc, item) where known_to = 9007199254740991;
create index finding_items on findings.items (item);
