-- A young person's name, telephone and e-mail are sealed by a key of the event's own, itself sealed by the person's key:
-- it is destroyed when nobody may see the name any more, and the number stays findable. Destroying is for good.
create table person_keys.name_keys (
  -- The sealed text begins with it.
  id           uuid        primary key,
  person       uuid        not null references person_keys.persons,
  -- Null once destroyed.
  wrapped_key  bytea,
  made_at      timestamptz not null,
  destroyed_at timestamptz,
  check ((wrapped_key is null) = (destroyed_at is not null))
);
create index kept_name_keys on person_keys.name_keys (person) where wrapped_key is not null;
