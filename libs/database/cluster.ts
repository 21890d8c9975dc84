import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type DataFolder, clusterFolder, postgresFolder } from './data-folder.ts';
import { runAs } from './os-user.ts';
import { toolPath } from './platform-binaries.ts';
import type { Runnable } from './runnable-binaries.ts';
import { StartupProblem } from './startup-problem.ts';

/** A data folder with the programs that run on it. */
export interface Cluster extends DataFolder {
  readonly runnable: Runnable;
}

/** PostgreSQL's superuser in the embedded database, and the name of the database. */
export const ROLE = 'ungestatus';
export const SETTINGS_FILE = 'ungestatus.conf';

const QUOTED_LINES = 5;

/** The last lines of a program's output, for a message. */
export function lastLines(text: string): string {
  return text.trim().split(/\r?\n/).slice(-QUOTED_LINES).join(' / ');
}

/** Gives a file to PostgreSQL's user, if that is another user than the one of this process. */
export function giveTo(cluster: DataFolder, path: string): void {
  if (cluster.user !== undefined) chownSync(path, cluster.user.uid, cluster.user.gid);
}

function passwordFile(dataDir: string): string {
  return join(postgresFolder(dataDir), 'password');
}

/** @throws StartupProblem `database-password-missing` */
export function getPassword(dataDir: string): string {
  try {
    return readFileSync(passwordFile(dataDir), 'utf8').trim();
  } catch {
    throw new StartupProblem(
      'database-password-missing',
      `The file ${passwordFile(dataDir)} with the database's password is gone. Put it back from a backup; ` +
        'without it nobody can log in to the data.',
    );
  }
}

/** @throws StartupProblem `wrong-postgres-version`, `data-folder-not-a-database` */
function checkVersion(cluster: Cluster): void {
  const folder = clusterFolder(cluster.dataDir);
  const file = join(folder, 'PG_VERSION');
  if (!existsSync(file)) {
    throw new StartupProblem(
      'data-folder-not-a-database',
      `${folder} is there but holds no PostgreSQL data (no PG_VERSION file). ` +
        'Put the data back from a backup, or choose another folder with DATA_DIR.',
    );
  }
  const found = readFileSync(file, 'utf8').trim();
  if (found === String(cluster.runnable.major)) return;
  throw new StartupProblem(
    'wrong-postgres-version',
    `The data in ${folder} was made by PostgreSQL ${found}, ` +
      `this program brings PostgreSQL ${cluster.runnable.major}. ` +
      'Move the data with pg_upgrade or a dump, start the version of Ungestatus that made it, ' +
      'or choose another folder with DATA_DIR.',
  );
}

/** Written before initdb and kept, so that a cluster never exists without its password. */
function storePassword(cluster: Cluster): string {
  const file = passwordFile(cluster.dataDir);
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  giveTo(cluster, file);
  return file;
}

/** Creates under another name and renames: an interrupted start leaves nothing that looks like a database. */
async function createCluster(cluster: Cluster, quick: boolean): Promise<void> {
  const folder = clusterFolder(cluster.dataDir);
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const login = ['--auth=scram-sha-256', `--username=${ROLE}`, `--pwfile=${storePassword(cluster)}`];
  const args = ['-D', unfinished, ...locale, ...login, ...(quick ? ['--no-sync'] : [])];
  const initdb = toolPath(cluster.runnable.binaries, 'initdb');
  const ran = await runAs(cluster.user, initdb, args, postgresFolder(cluster.dataDir));
  if (ran.code !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new StartupProblem(
      'initdb-failed',
      `PostgreSQL could not make a database in ${folder}. It says: ${ran.refused ?? lastLines(ran.output)}. ` +
        'Put that right, or choose another folder with DATA_DIR.',
    );
  }
  appendFileSync(join(unfinished, 'postgresql.conf'), `\ninclude '${SETTINGS_FILE}'\n`);
  renameSync(unfinished, folder);
}

/**
 * Creates the database if there is none, and checks an existing one.
 * @param quick Leaves out the wait for the disk; for throwaway data only.
 * @throws StartupProblem `initdb-failed`, `wrong-postgres-version`, `data-folder-not-a-database`
 */
export async function prepareCluster(cluster: Cluster, quick = false): Promise<void> {
  const folder = postgresFolder(cluster.dataDir);
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    giveTo(cluster, folder);
  }
  if (existsSync(clusterFolder(cluster.dataDir))) checkVersion(cluster);
  else await createCluster(cluster, quick);
}
