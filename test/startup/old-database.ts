import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, getProjectRoot, migrate } from '#libs/database';
import { emptyDatabase, temporaryFolder, type TestDatabase } from '#libs/testing';
import { getMigrationFiles } from '../../libs/database/migration-files.ts';

export const MIGRATIONS = getMigrationFiles(getProjectRoot());

/** A database as an earlier version left it: the first `migrations` migrations, and an event if there is a log. */
export async function databaseAfter(migrations: number): Promise<TestDatabase> {
  const made = await emptyDatabase();
  if (migrations === 0) return made;
  const folder = temporaryFolder();
  mkdirSync(join(folder.path, 'libs'));
  for (const { name, sql } of MIGRATIONS.slice(0, migrations))
    writeFileSync(join(folder.path, 'libs', `${name}.table.sql`), sql);
  await migrate(made.database, { projectRoot: folder.path, log: () => undefined });
  await folder.remove();
  await leaveAnEvent(made.database);
  return made;
}

async function leaveAnEvent({ pool }: Database): Promise<void> {
  await pool.query(
    `insert into log.events (stream, version, event_id, type, data, occurred_on, received_at, recorded_at, source,
     sender_id, reporter, meta, content_hash, chain)
     values (gen_random_uuid(), 1, gen_random_uuid(), 'person-registered.v1', '{"birthDate":"2010-01-01"}',
     '2026-06-15', now(), now(),
       '/systems/cpr/reporters/cpr', 'old', 'cpr', '{}', '\\x00', '\\x00')`,
  );
}
