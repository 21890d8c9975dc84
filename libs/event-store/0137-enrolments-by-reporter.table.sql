-- Persons whom a reporter registered: a reporter's own cohort is folded from its own reports alone (docs/adr/0026).
create index enrolments_by_reporter on log.events (reporter, stream) include (position) where type = 'enrolment-registered.v1';
