-- Who can report and where it lies, over time. From the official register and, in a sandbox, its own list.
-- The register's personal columns (leader, e-mail, telephone) have no place here.
create schema if not exists reference;

create table reference.institutions (
  number           char(6)     not null check (number ~ '^\d{6}$'),
  name             text        not null,
  type             char(4)     not null check (type ~ '^\d{4}$'),
  type_name        text,
  kind_of_unit     text        not null check (kind_of_unit in ('stand-alone', 'main', 'department')),
  main_institution char(6),
  -- Where it lies: the municipality that holds a case when no residence is known (follow-up.md).
  municipality     char(4)     not null check (municipality ~ '^\d{4}$'),
  owner            text,
  -- Which list it came from; an import closes only what its own list no longer has.
  source           text        not null,
  -- null: always. The first import of a list knows no beginning.
  valid_from       date,
  -- Exclusive; null while it holds.
  valid_before     date,
  imported_at      timestamptz not null default now(),
  constraint one_institution_per_beginning unique nulls not distinct (number, valid_from),
  constraint department_has_main check (kind_of_unit <> 'department' or main_institution is not null),
  constraint ends_after_it_begins check (valid_before > valid_from)
);

create unique index one_current_institution on reference.institutions (number) where valid_before is null;
