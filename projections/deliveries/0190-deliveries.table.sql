create schema deliveries;

-- The first report of a reporter of each type: from that day it counts as connected if no fact states an earlier day.
create table deliveries.first_reports (
  reporter text not null,
  type text not null,
  received_on date not null,
  primary key (reporter, type)
);

-- Sums of one reporter, system and type in one ISO week of receipt. No person: every row can be shown to a monitor.
-- Index n of a histogram counts the reports with n - 1 workdays; the last index counts all longer ones.
create table deliveries.weeks (
  week text not null,
  reporter text not null,
  system text not null,
  type text not null,
  reports integer not null,
  on_time integer not null,
  history integer not null,
  took integer[] not null,
  to_register integer[] not null,
  to_receive integer[] not null,
  primary key (reporter, week, type, system)
);
create index weeks_by_week on deliveries.weeks (week);

-- Each late report, without day of the event, enrolment and person. The item is a name of its own for those who may
-- not know the report.
create table deliveries.late (
  position bigint primary key,
  item uuid not null,
  reporter text not null,
  system text not null,
  type text not null,
  due_on date not null,
  received_on date not null,
  late integer not null
);
create unique index late_items on deliveries.late (item);
create index late_by_reporter on deliveries.late (reporter, due_on desc, item);

-- Adds two histograms of any length.
create function deliveries.added(one integer[], other integer[]) returns integer[]
  language sql immutable parallel safe
  return (select coalesce(array_agg(coalesce(a, 0) + coalesce(b, 0) order by place), '{}')
    from unnest(one, other) with ordinality as sums (a, b, place));

create aggregate deliveries.total(integer[]) (
  sfunc = deliveries.added,
  stype = integer[],
  initcond = '{}',
  combinefunc = deliveries.added,
  parallel = safe
);
