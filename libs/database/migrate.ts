import { DataSource, MigrationExecutor, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { Database } from './connect-database.ts';
import { connectionProblem } from './connection-problem.ts';
import { type MigrationFile, getMigrationFiles } from './migration-files.ts';
import { checkRecord, recordMigration } from './migration-record.ts';
import { getProjectRoot } from './project-root.ts';
import { StartupProblem } from './startup-problem.ts';

export interface MigrateOptions {
  readonly log: (line: string) => void;
  /** The folder whose libs, projections and apps are searched; default: this package. */
  readonly projectRoot?: string;
  /** `none` only in the test that shows the need for the lock. */
  readonly lock?: 'advisory' | 'none';
}

/** Any number, the same for every version of Ungestatus: one start migrates while the others wait. */
const LOCK = '7420260101';

type MigrationClass = new () => MigrationInterface;

/** TypeORM takes classes and orders them by the thirteen digits at the end of their name. */
function toClass(file: MigrationFile, log: (line: string) => void): MigrationClass {
  return class implements MigrationInterface {
    readonly name = `${file.name.slice(5)}-${String(file.number).padStart(13, '0')}`;

    async up(runner: QueryRunner): Promise<void> {
      try {
        await runner.query(file.sql);
      } catch (error) {
        throw failed(file, error);
      }
      await recordMigration(runner, file);
      log(`Migration ${file.name} applied.`);
    }

    down(): Promise<void> {
      return Promise.reject(new Error('Migrations only go forward; go back to a backup.'));
    }
  };
}

function failed(file: MigrationFile, error: unknown): unknown {
  const { driverError } = error as { driverError?: { message: string; code?: string } };
  if (driverError === undefined || driverError.code === '42501') return error;
  return new StartupProblem(
    'migration-failed',
    `The migration ${file.name} failed and left nothing behind: ${driverError.message}. ` +
      'Restore what it expects in the database, or correct the file if it was never applied anywhere.',
  );
}

async function runUnderLock(source: DataSource, files: readonly MigrationFile[], lock: boolean): Promise<number> {
  const runner = source.createQueryRunner();
  try {
    if (lock) await runner.query('select pg_advisory_lock($1)', [LOCK]);
    await checkRecord(runner, files);
    const executor = new MigrationExecutor(source, runner);
    executor.transaction = 'each';
    return (await executor.executePendingMigrations()).length;
  } finally {
    if (lock) await runner.query('select pg_advisory_unlock_all()').catch(() => undefined);
    await runner.release();
  }
}

/**
 * Applies the `.table.sql` migrations that the database lacks, in number order, each in its own transaction. Safe for
 * any number of simultaneous starts: the end of the session releases the lock, also after a kill.
 * @returns the number of applied migrations
 * @throws StartupProblem `migration-files-invalid`, `migration-changed`, `database-newer-than-program`,
 * `migration-failed`, `database-refused`
 */
export async function migrate(database: Database, options: MigrateOptions): Promise<number> {
  const files = getMigrationFiles(options.projectRoot ?? getProjectRoot());
  const migrations = files.map((file) => toClass(file, options.log));
  const source = new DataSource({
    ...database.dataSource.options,
    migrations,
    migrationsTableName: 'migration',
    poolSize: 1,
  } as DataSource['options']);
  await source.initialize();
  try {
    return await runUnderLock(source, files, options.lock !== 'none');
  } catch (error) {
    const { driverError } = error as { driverError?: { code?: string } };
    throw driverError?.code === '42501' ? connectionProblem(error, database.address) : error;
  } finally {
    await source.destroy();
  }
}
