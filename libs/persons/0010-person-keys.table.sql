-- Who is behind an opaque key. The civil number is findable by keyed hash only and readable with the person's key only;
-- destroying wrapped_key makes every sealed field of the person unreadable, in the log and in backups.
create schema person_keys;

create table person_keys.persons (
  person            uuid primary key,
  -- The person's data key, wrapped by the master key; null once forgotten.
  wrapped_key       bytea,
  -- Derived from the civil number when the key was made; a person-registered event counts before it.
  number_birth_date date        not null,
  created_at        timestamptz not null
);

-- A person may come to have several numbers (a new CPR number), so numbers are rows of their own.
create table person_keys.numbers (
  -- HMAC-SHA-256 of the number under a key derived from the master key.
  lookup        bytea primary key,
  person        uuid  not null references person_keys.persons,
  number_sealed bytea not null
);
create index numbers_by_person on person_keys.numbers (person);

-- One row: tells a wrong master key before anything is written with it.
create table person_keys.master_key_check (
  only_row boolean primary key default true check (only_row),
  value    bytea   not null
);
