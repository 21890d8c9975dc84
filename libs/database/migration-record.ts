import type { QueryRunner } from 'typeorm';
import type { MigrationFile } from './migration-files.ts';
import { StartupProblem } from './startup-problem.ts';

/** Applied migrations. Stored next to TypeORM's own table, which has no column for a checksum. */
const TABLE = `create table if not exists migration_file (
  number int primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
)`;

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** Records a migration in the transaction that applies it. */
export async function recordMigration(runner: QueryRunner, file: MigrationFile): Promise<void> {
  const values = [file.number, file.name, file.checksum];
  await runner.query('insert into migration_file (number, name, checksum) values ($1, $2, $3)', values);
}

function checkOne(applied: Applied, file: MigrationFile | undefined): void {
  if (file === undefined) {
    throw new StartupProblem(
      'database-newer-than-program',
      `The database has the migration ${applied.name}, which this version of Ungestatus does not know: ` +
        'a newer one was here. Start that version, or go back to a backup from before it.',
    );
  }
  if (file.name === applied.name && file.checksum === applied.checksum) return;
  throw new StartupProblem(
    'migration-changed',
    `The migration ${file.name} is not the one that made this database (${applied.name}). An applied migration is ` +
      'never edited or renamed: put the old text back and write the change as a new number.',
  );
}

/**
 * Compares the migrations applied to the database with those of the program.
 * @throws StartupProblem `database-newer-than-program`, `migration-changed`
 */
export async function checkRecord(runner: QueryRunner, files: readonly MigrationFile[]): Promise<void> {
  await runner.query(TABLE);
  const rows = (await runner.query(
    'select number, name, checksum from migration_file order by number desc',
  )) as Applied[];
  const byNumber = new Map(files.map((file) => [file.number, file]));
  for (const applied of rows) checkOne(applied, byNumber.get(applied.number));
}
