-- How far the sandbox's clock stands from the machine's, so that a restart does not throw it back to today.
create schema sandbox;

create table sandbox.clock (
  only_row            boolean primary key default true check (only_row),
  offset_milliseconds bigint  not null
);
