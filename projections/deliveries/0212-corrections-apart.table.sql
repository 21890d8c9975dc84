-- A correction or a withdrawal follows its own report by days or years: on time by nature, it would improve the share
-- of a reporter that corrects much. Both are counted apart, in no lateness. Rows from before hold them among the
-- reports on time until the deliveries are counted again.
alter table deliveries.weeks
  add column corrections integer not null default 0,
  add column withdrawals integer not null default 0;
