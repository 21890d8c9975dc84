-- The streams with a report that was accepted with warnings: a small part of all.
create index events_warned on log.events (stream) where meta ->> 'warnings' is not null;
