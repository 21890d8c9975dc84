import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { StartupProblem } from './startup-problem.ts';

/** One numbered `.table.sql` file. */
export interface MigrationFile {
  readonly number: number;
  /** File name without suffix, e.g. `0001-event-log`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text with LF line ends, since git may check it out with CRLF. */
  readonly checksum: string;
}

const SUFFIX = '.table.sql';
const PLACES = ['libs', 'projections', 'apps'];
const SKIPPED = new Set(['node_modules', 'dist']);

function findSql(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : findSql(path);
    return entry.name.endsWith(SUFFIX) ? [path] : [];
  });
}

function invalid(message: string): StartupProblem {
  return new StartupProblem('migration-files-invalid', message);
}

function read(path: string, projectRoot: string): MigrationFile {
  const name = basename(path, SUFFIX);
  const number = Number(/^(\d{4})-[a-z0-9-]+$/.exec(name)?.[1]);
  if (!(number > 0)) {
    throw invalid(`${relative(projectRoot, path)} is not named like a migration: 0001-what-it-makes${SUFFIX}.`);
  }
  const sql = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  return { number, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

/**
 * The migrations of a project in the order of application.
 * @throws StartupProblem `migration-files-invalid` for a name without number or a number used twice
 */
export function getMigrationFiles(projectRoot: string): readonly MigrationFile[] {
  const files = PLACES.flatMap((place) => findSql(join(projectRoot, place)))
    .map((path) => read(path, projectRoot))
    .sort((a, b) => a.number - b.number);
  files.forEach((file, index) => {
    const next = files[index + 1];
    if (next?.number !== file.number) return;
    throw invalid(`The migrations ${file.name} and ${next.name} have the same number. Give one of them a free one.`);
  });
  return files;
}
