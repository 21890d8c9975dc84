-- When the follow-up policy must look at somebody again though nothing is reported: due and not done is due until done.
create table follow_up.watch (
  person  uuid primary key,
  -- The next local day on which time alone brings something about.
  look_on date not null
);
create index watch_by_day on follow_up.watch (look_on);
