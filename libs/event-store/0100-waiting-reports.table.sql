-- Reports that were stored without standing (docs/adr/0019): found by person, and few.
create index waiting_by_stream on log.events (stream) where meta ->> 'standing' = 'waiting';
