-- Persons with long streams (LONG_STREAM of libs/feed and one more): few, and of them rows may be kept as known now only.
create index long_streams on log.events (stream) where version = 101;
