-- Null: the call that bound the report has ended without storing it, so it holds no answer back (log.storing_since). The
-- binding itself stays for its minute, for what may still land by another call.
alter table log.identities alter column recorded_at drop not null;
