import type { Exception } from './schema-owners.ts';

const of = (schemas: readonly string[], files: readonly string[]): Exception[] =>
  files.map((file) => ({ file, schemas }));

/** A history is the log's rows with the birth date of the person's number: one statement, one snapshot. */
const HISTORIES = of(['log'], ['libs/persons/load.ts']);

/** Migrations that are shipped name the tables of another owner: a view and an index. */
const MIGRATIONS = [
  ...of(['person_keys'], ['libs/access-log/0108-looks.table.sql']),
  ...of(['log'], ['libs/bitemporal/0151-long-streams.table.sql']),
];

/** A backup names the tables of apps; no lib imports an app. */
const BACKUP = of(['sandbox', 'follow_up'], ['libs/backup/tables.ts']);

/** A cohort counts statuses by residence, a contact person depends on it: both tables are joined in the database. */
const RESIDENCES = of(
  ['residence'],
  [
    'projections/contact-persons/contact-persons.query.ts',
    'projections/education-status/cohort-count.ts',
    'projections/education-status/cohort-difference.ts',
    'projections/education-status/cohort-long.query.ts',
    'projections/education-status/remembered-cohort.ts',
  ],
);

/** Every file that names another owner's table, by its reason. */
export const SCHEMA_EXCEPTIONS: readonly Exception[] = [...HISTORIES, ...MIGRATIONS, ...BACKUP, ...RESIDENCES];
