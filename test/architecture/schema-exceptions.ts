import type { Exception } from './schema-owners.ts';

const of = (schemas: readonly string[], files: readonly string[]): Exception[] =>
  files.map((file) => ({ file, schemas }));

/** Places and rows of the log are compared in the statement that moves or reads a checkpoint: two reads would race. */
const SUBSCRIPTIONS = of(
  ['log'],
  [
    'behind.query.ts',
    'caught-up.ts',
    'checkpoint.ts',
    'gather-reader.ts',
    'lag.query.ts',
    'partition-place.ts',
    'places.query.ts',
    'settle-parked.ts',
    'traced-pages.ts',
    'visible-at.ts',
    'waiting-events.ts',
  ].map((name) => `libs/subscriptions/${name}`),
);

/** A history is the log's rows with the birth date of the person's number: one statement, one snapshot. */
const HISTORIES = of(['log'], ['libs/persons/load.ts']);

/** A person's small number is looked up in the statement that writes the rows shown; the view joins it back. */
const LOOKS = of(['person_keys'], ['libs/access-log/list-look.ts', 'libs/access-log/0108-looks.table.sql']);

/** Streams too long for a projection are found by an index of the log, inside the projection's statement. */
const LONG_STREAMS = [
  ...of(
    ['log'],
    [
      'libs/bitemporal/0151-long-streams.table.sql',
      'libs/bitemporal/unkept.query.ts',
      'libs/bitemporal/waiting.query.ts',
      'projections/residence/residence.query.ts',
    ],
  ),
  ...of(['log', 'feed'], ['libs/bitemporal/rebuild.ts']),
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

/** Knowledge is a position of the log: its time and reader are joined in the one statement that answers. */
const KNOWLEDGE = [
  ...of(['log', 'feed', 'knowledge'], ['projections/education-status/knowledge.query.ts']),
  ...of(['log'], ['projections/person-identity/person-identity.query.ts']),
  ...of(['log', 'residence'], ['projections/contact-persons/contact-persons.query.ts']),
];

/** A cohort counts statuses by residence: millions of rows are joined in the database. */
const COHORTS = [
  ...of(
    ['residence'],
    ['projections/education-status/cohort-count.ts', 'projections/education-status/cohort-long.query.ts'],
  ),
  ...of(['log', 'residence'], ['projections/education-status/cohort-difference.ts']),
  ...of(['log', 'residence', 'feed'], ['projections/education-status/remembered-cohort.ts']),
];

/** The relay's cluster and checkpoint change in one statement; the problem's remedy names its table. */
const RELAY = of(['feed'], ['apps/worker/kafka/relay.ts', 'apps/worker/kafka/partition-reader.ts']);

/** Persons due are read without those parked; running cases are marked in the statement that notes the rules. */
const CONTACT_CLOCK = [
  ...of(['feed'], ['apps/worker/policies/sweep.ts']),
  ...of(['follow_up'], ['apps/worker/policies/new-rules.ts']),
];

/** Every file that names another owner's table, by its reason. */
export const SCHEMA_EXCEPTIONS: readonly Exception[] = [
  ...SUBSCRIPTIONS,
  ...HISTORIES,
  ...LOOKS,
  ...LONG_STREAMS,
  ...BACKUP,
  ...KNOWLEDGE,
  ...COHORTS,
  ...RELAY,
  ...CONTACT_CLOCK,
];
