import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, startMark } from './processes.ts';
import { StartupProblem } from './startup-problem.ts';

interface Owner {
  readonly pid: number;
  readonly mark: string | null;
  readonly since: string;
}

function parseOwner(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive(owner: Owner | undefined): owner is Owner {
  return owner !== undefined && isRunning(owner.pid) && (startMark(owner.pid) ?? null) === owner.mark;
}

function inUse(dataDir: string, owner: Owner): StartupProblem {
  return new StartupProblem(
    'data-folder-in-use',
    `The data folder ${dataDir} is in use by another Ungestatus, process ${owner.pid}, since ${owner.since}. ` +
      'Stop that one first, or choose another folder with DATA_DIR.',
  );
}

/** Moves the file of a dead owner aside; puts it back if another process took over in between. */
function moveAside(file: string, seen: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readFileSync(aside, 'utf8') === seen) rmSync(aside);
  else renameSync(aside, file);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Claims the data folder for this process; takes over a file left by a killed process.
 * @returns the function that releases the folder
 * @throws StartupProblem `data-folder-in-use` while the owner lives
 */
export function claimDataFolder(dataDir: string, since: string): () => void {
  const file = join(dataDir, 'owner.json');
  const own: Owner = { pid: process.pid, mark: startMark(process.pid) ?? null, since };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const seen = readIfThere(file);
    const owner = seen === undefined ? undefined : parseOwner(seen);
    if (isAlive(owner)) throw inUse(dataDir, owner);
    if (seen !== undefined) moveAside(file, seen);
  }
}

/**
 * The living process that holds a data folder.
 * @returns undefined if there is none
 */
export function findOwner(dataDir: string): number | undefined {
  const owner = parseOwner(readIfThere(join(dataDir, 'owner.json')) ?? '');
  return isAlive(owner) ? owner.pid : undefined;
}
