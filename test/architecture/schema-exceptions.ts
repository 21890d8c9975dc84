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

/** A backup is of every table by name; restoring and adopting rewrite them. */
const BACKUP = [
  ...of(
    ['log', 'person_keys', 'receipts', 'read_log', 'reference', 'sandbox', 'feed', 'follow_up'],
    ['libs/backup/tables.ts'],
  ),
  ...of(['log', 'person_keys'], ['libs/backup/backup.ts']),
  ...of(['person_keys'], ['libs/backup/fitness.ts']),
  ...of(['log'], ['libs/backup/check-backup.ts', 'libs/backup/compare-heads.ts']),
  ...of(['log', 'feed'], ['libs/backup/adopt.ts', 'libs/backup/rebuild-all.ts']),
  ...of(['log', 'feed', 'read_log', 'person_keys'], ['libs/backup/restore.ts']),
];

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
