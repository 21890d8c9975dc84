import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type OsUser, isRoot } from './os-user.ts';
import { StartupProblem } from './startup-problem.ts';

export interface DataFolder {
  readonly dataDir: string;
  /** The user that PostgreSQL runs as; undefined: the user of this process. */
  readonly user: OsUser | undefined;
}

export interface FolderRequest {
  readonly requested: string;
  /** Called only if the process runs as root. */
  readonly postgresUser: () => OsUser;
  readonly log: (line: string) => void;
  /** Folders in which to create a replacement if PostgreSQL's user cannot reach the requested folder. */
  readonly shelters?: readonly string[];
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  ENOSPC: 'the disk is full',
  ENOENT: 'the file system takes no folders there',
};

/**
 * Creates folder by folder: `mkdir` with `recursive` never returns below /proc, where the parent of a folder exists and
 * nothing can be created (seen with Node 20.20).
 * @returns whether anything was created
 */
function makeMissing(folder: string): boolean {
  if (existsSync(folder)) return false;
  makeMissing(dirname(folder));
  mkdirSync(folder);
  return true;
}

/** @throws StartupProblem `data-folder-not-writable` */
function makeFolder(folder: string): void {
  try {
    if (makeMissing(folder)) chmodSync(folder, 0o755);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new StartupProblem(
      'data-folder-not-writable',
      `The data folder ${folder} cannot be written to: ${REASONS[code] ?? code}. ` +
        'Make it writable, or choose another folder with DATA_DIR.',
    );
  }
}

/** The folder of PostgreSQL's files in a data folder; closed to everyone but its user. */
export function postgresFolder(dataDir: string): string {
  return join(dataDir, 'postgres');
}

export function clusterFolder(dataDir: string): string {
  return join(postgresFolder(dataDir), 'cluster');
}

/** Tries it in the system: modes alone do not reflect access lists and mounts. */
function canEnter(user: OsUser, folder: string): boolean {
  const check = spawnSync('/bin/sh', ['-c', 'test -x "$0"', folder], { uid: user.uid, gid: user.gid, cwd: '/' });
  return check.status === 0;
}

/** Data created by an ordinary user stays that user's, even if root starts the service later. */
function ownerOf(dataDir: string, otherwise: () => OsUser): OsUser {
  if (!existsSync(postgresFolder(dataDir))) return otherwise();
  const { uid, gid } = statSync(postgresFolder(dataDir));
  return uid === 0 ? otherwise() : { name: `with the id ${uid}`, uid, gid };
}

/** The same folder at every start: derived from the requested path, so two clones never share one. */
function shelterFor(requested: string, shelter: string): string {
  const hash = createHash('sha256').update(realpathSync(requested)).digest('hex').slice(0, 10);
  return join(shelter, `ungestatus-${hash}`);
}

function chooseShelter(requested: string, user: OsUser, request: FolderRequest): DataFolder {
  const candidates = (request.shelters ?? ['/var/lib', tmpdir()]).map((shelter) => shelterFor(requested, shelter));
  const used = candidates.filter((folder) => existsSync(clusterFolder(folder)));
  for (const folder of [...used, ...candidates]) {
    try {
      makeFolder(folder);
    } catch {
      continue;
    }
    if (!canEnter(user, folder)) continue;
    request.log(
      `The data lies in ${folder}: PostgreSQL does not run as root, and its user ${user.name} ` +
        `cannot reach ${requested}, which lies below a closed folder.`,
    );
    return { dataDir: folder, user };
  }
  throw new StartupProblem(
    'data-folder-unreachable',
    `PostgreSQL does not run as root, and its user ${user.name} can reach neither ${requested} nor ` +
      `${candidates.join(' nor ')}. Choose a folder it can reach with DATA_DIR, or start as an ordinary user.`,
  );
}

function chooseAsRoot(requested: string, request: FolderRequest): DataFolder {
  const user = ownerOf(requested, request.postgresUser);
  const reachable = canEnter(user, requested);
  const hasData = existsSync(clusterFolder(requested));
  if (hasData && !reachable) {
    throw new StartupProblem(
      'data-folder-unreachable',
      `The data in ${requested} can no longer be reached by PostgreSQL's user ${user.name}: a folder above it was ` +
        'closed. Open it for passing through (chmod o+x), or move the data and say where with DATA_DIR.',
    );
  }
  const shelters = request.shelters ?? ['/var/lib', tmpdir()];
  const moved = shelters.some((shelter) => existsSync(clusterFolder(shelterFor(requested, shelter))));
  return reachable && (hasData || !moved) ? { dataDir: requested, user } : chooseShelter(requested, user, request);
}

function chooseAsSelf(requested: string): DataFolder {
  const folder = postgresFolder(requested);
  const owner = existsSync(folder) ? statSync(folder).uid : process.getuid?.();
  if (owner === process.getuid?.()) return { dataDir: requested, user: undefined };
  throw new StartupProblem(
    'data-folder-of-another-user',
    `The data in ${requested} belongs to another user of this machine (id ${owner}). ` +
      'Start as that user, or choose another folder with DATA_DIR.',
  );
}

/**
 * Decides the folder of the data and the user that PostgreSQL runs as. The same result at every start.
 * @throws StartupProblem `data-folder-not-writable`, `data-folder-unreachable`, `data-folder-of-another-user`,
 * `no-os-user-for-postgres`
 */
export function chooseDataFolder(request: FolderRequest): DataFolder {
  const requested = resolve(request.requested);
  makeFolder(requested);
  return isRoot() ? chooseAsRoot(requested, request) : chooseAsSelf(requested);
}
