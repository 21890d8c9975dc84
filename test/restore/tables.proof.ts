import { afterAll, expect, test } from '@jest/globals';
import { loadRuleBook } from '#libs/rules';
import { testDatabase } from '#libs/testing';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { BACKUP_TABLES } from '../../libs/backup/tables.ts';

/** Neither in a backup nor made again: after a restore everybody signs in anew. */
const ENDED_TABLES: readonly string[] = ['web.sessions'];

/** Neither in a backup nor rebuilt: the program and the master key create these rows before the restore. */
const GIVEN_TABLES: readonly string[] = ['public.migration', 'public.migration_file', 'person_keys.master_key_check'];

/**
 * The partitions of a reader, the events sent to Kafka, the rules of computed answers: set anew by a rebuild, or from
 * the reader's checkpoint when the service starts.
 */
const REMADE_TABLES: readonly string[] = [
  'feed.partitions',
  'feed.relays',
  'deliveries.first_reports',
  'deliveries.weeks',
  'deliveries.late',
  'education_status.remembered_cohorts',
  'follow_up.rules',
  'knowledge.versions',
];

const opened = testDatabase();
afterAll(async () => (await opened).drop());

test('every table is in the backup, is rebuilt from it, or is listed as made again without it', async () => {
  const { rows } = await (
    await opened
  ).database.pool.query<{ name: string }>(
    `select format('%s.%s', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const rebuilt = knowledgeProjections(loadRuleBook(undefined)).map(({ table }) => table);
  const told = [
    ...BACKUP_TABLES.map(({ table }) => table),
    ...rebuilt,
    ...GIVEN_TABLES,
    ...REMADE_TABLES,
    ...ENDED_TABLES,
  ];
  expect(rows.map(({ name }) => name).sort()).toEqual(told.sort());
});
