-- The municipality last known while the residence is not known: it keeps case and access (docs/adr/0021). Null if the
-- residence is known, if none ever was, and on days before the knowledge of the row.
alter table residence.spells add column last_known text;
