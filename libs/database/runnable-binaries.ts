import { chownSync, cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type OsUser, type Ran, runAs } from './os-user.ts';
import { type Binaries, completeLinks, getBinaries, makeExecutable, toolPath } from './platform-binaries.ts';
import { StartupProblem } from './startup-problem.ts';

export interface Runnable {
  readonly binaries: Binaries;
  /** PostgreSQL's major version, e.g. 18. */
  readonly major: number;
}

export interface Wanted {
  readonly projectRoot: string;
  readonly dataDir: string;
  readonly user: OsUser | undefined;
  readonly log: (line: string) => void;
}

function prepare(binaries: Binaries): boolean {
  try {
    completeLinks(binaries);
    makeExecutable(binaries);
    return true;
  } catch {
    return false;
  }
}

function hand(folder: string, user: OsUser): void {
  chownSync(folder, user.uid, user.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) hand(path, user);
    else if (entry.isFile()) chownSync(path, user.uid, user.gid);
  }
}

/** Copies under another name and renames, so that an interrupted copy never counts as a whole one. */
function copyInto(from: Binaries, wanted: Wanted): Binaries {
  const folder = join(wanted.dataDir, `postgresql-${from.version}`);
  const copy = { folder, version: from.version };
  if (existsSync(folder)) return copy;
  const unfinished = { folder: `${folder}.new`, version: from.version };
  rmSync(unfinished.folder, { recursive: true, force: true });
  cpSync(from.folder, unfinished.folder, { recursive: true, verbatimSymlinks: true });
  prepare(unfinished);
  if (wanted.user !== undefined) hand(unfinished.folder, wanted.user);
  renameSync(unfinished.folder, folder);
  wanted.log(
    `PostgreSQL's programs are copied to ${folder}: ` +
      `${wanted.user === undefined ? 'this user' : `the user ${wanted.user.name}`} cannot run them from ` +
      `${from.folder}.`,
  );
  return copy;
}

function askVersion(binaries: Binaries, wanted: Wanted): Promise<Ran> {
  return runAs(wanted.user, toolPath(binaries, 'postgres'), ['--version'], wanted.dataDir);
}

function majorOf(ran: Ran): number | undefined {
  const found = /PostgreSQL\) (\d+)/.exec(ran.output)?.[1];
  return ran.code === 0 && found !== undefined ? Number(found) : undefined;
}

/**
 * PostgreSQL's programs in a place where the user can run them: the package itself, or a copy in the data folder if the
 * package lies below a closed folder.
 * @throws StartupProblem `postgres-package-missing`, `postgres-does-not-run`
 */
export async function getRunnable(wanted: Wanted): Promise<Runnable> {
  const packaged = getBinaries(wanted.projectRoot);
  if (prepare(packaged)) {
    const major = majorOf(await askVersion(packaged, wanted));
    if (major !== undefined) return { binaries: packaged, major };
  }
  const copy = copyInto(packaged, wanted);
  const ran = await askVersion(copy, wanted);
  const major = majorOf(ran);
  if (major !== undefined) return { binaries: copy, major };
  throw new StartupProblem(
    'postgres-does-not-run',
    `The packaged PostgreSQL does not run on this machine: ${ran.refused ?? ran.output.trim()}. ` +
      'Set DATABASE_URL to a PostgreSQL 18 of your own.',
  );
}
