-- The version of the rules by which running cases were last looked at; other rules mean looking at all of them again.
create table follow_up.rules (
  the_only boolean primary key default true check (the_only),
  version  text    not null
);
