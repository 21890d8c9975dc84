-- The reports of a sender that were stored without standing: the list of those that wait begins here.
create index waiting_by_source on log.events (source, position) where meta ->> 'standing' = 'waiting';
