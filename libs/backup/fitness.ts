import type { ClientBase, Pool } from 'pg';
import { findMasterKeyMark, removeUnusedMark } from '#libs/persons';
import { columnsOfTable } from './columns.ts';
import type { Manifest, MigrationMark, TableFile } from './manifest.ts';
import { BackupProblem } from './problem.ts';
import { BACKUP_TABLES } from './tables.ts';

/**
 * Checks that this database, migrated by this program, can receive the backup.
 * @throws BackupProblem `other-migrations`, `other-master-key`, `database-not-empty`
 */
export async function checkFit(client: ClientBase, manifest: Manifest): Promise<void> {
  await checkMigrations(client, manifest);
  await checkEmpty(client);
  for (const file of manifest.tables) await checkColumns(client, manifest, file);
}

/** Accepts migrations that the backup lacks: tables are compared by their columns, and projections are rebuilt. */
async function checkMigrations(client: ClientBase, { migrations, version }: Manifest): Promise<void> {
  const { rows } = await client.query<MigrationMark>('select number, name, checksum from migration_file');
  const known = new Map(rows.map((row) => [row.number, row]));
  const strange = migrations.find(({ number, checksum }) => known.get(number)?.checksum !== checksum);
  if (strange === undefined) return;
  throw new BackupProblem(
    'other-migrations',
    `The backup was made with the migration ${strange.name}, which this program does not have in that form. ` +
      `Restore it with the version that made it (${version}), then start the newer one on it.`,
  );
}

async function checkColumns(client: ClientBase, { version }: Manifest, { table, columns }: TableFile): Promise<void> {
  const known = BACKUP_TABLES.some((one) => one.table === table);
  const here = known ? await columnsOfTable(client, table) : [];
  if (here.join() === columns.join()) return;
  throw new BackupProblem(
    'other-migrations',
    `The table ${table} of the backup has other columns than this program's. ` +
      `Restore it with the version that made it (${version}), then start this one on it: it migrates what is there.`,
  );
}

async function checkEmpty(client: ClientBase): Promise<void> {
  for (const { table } of BACKUP_TABLES) {
    const { rowCount } = await client.query(`select 1 from ${table} limit 1`);
    if (rowCount === 0) continue;
    throw new BackupProblem(
      'database-not-empty',
      `The database is in use: ${table} has rows. A restore takes an empty one and never mixes. ` +
        'Name another folder by DATA_DIR or a new database by DATABASE_URL; ' +
        'no service may have been started on it before.',
    );
  }
}

/**
 * Compares the mark written when the database was opened. Removes the mark of a wrong key, so that the right key then
 * fits.
 * @throws BackupProblem `other-master-key`
 */
export async function checkMasterKey(pool: Pool, { masterKeyCheck }: Manifest): Promise<void> {
  if (masterKeyCheck === null || (await findMasterKeyMark(pool)) === masterKeyCheck) return;
  await removeUnusedMark(pool);
  throw new BackupProblem(
    'other-master-key',
    'The master key is not the one this backup was made with, ' +
      'so no civil number in it could be found and nothing sealed be read. ' +
      'Give the right UNGESTATUS_MASTER_KEY, or for a sandbox put the master.key file into the new data folder.',
  );
}
