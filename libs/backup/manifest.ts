import { createHash } from 'node:crypto';
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupProblem } from './problem.ts';

export const FORMAT = 1;
const MANIFEST = 'manifest.json';

/** One file of a backup: rows in COPY's text format, gzip. */
export interface BackupFile {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Size on the disk, compressed. */
  readonly bytes: number;
  readonly sha256: string;
}

export interface TableFile extends BackupFile {
  readonly table: string;
}

export interface MigrationMark {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

export interface Manifest {
  readonly format: number;
  /** Version of the program that wrote the backup. */
  readonly version: string;
  readonly startedAt: string;
  /** The backup contains everything durable at this moment; by the database's clock, RFC 3339 UTC. */
  readonly snapshotAt: string;
  readonly finishedAt: string;
  /** PostgreSQL's system identifier of the source cluster, and the snapshot there (pg_current_snapshot). */
  readonly cluster: string;
  readonly snapshot: string;
  /** The highest position, and the number of events. */
  readonly head: { readonly position: number; readonly events: number };
  /** Identifies the master key that opens the backup: the mark that the database keeps, not the key. */
  readonly masterKeyCheck: string | null;
  readonly migrations: readonly MigrationMark[];
  readonly tables: readonly TableFile[];
  /** The last event of every stream. */
  readonly heads: BackupFile;
}

/** Identifies the whole backup: the manifest contains every sum. */
export function digestOf(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}

/**
 * Writes under another name and renames, after everything else is on the disk: an interrupted backup has no manifest.
 */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const unfinished = join(folder, `${MANIFEST}.part`);
  const text = JSON.stringify({ digest: digestOf(manifest), ...manifest }, null, 2);
  await writeFile(unfinished, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
  await rename(unfinished, join(folder, MANIFEST));
  await syncFolder(folder);
}

/** Flushes the names in a folder to the disk too. Not every system supports it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** @throws BackupProblem `no-finished-backup`, `unknown-format`, `backup-damaged` */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new BackupProblem(
      'no-finished-backup',
      `${folder} holds no finished backup: it has no ${MANIFEST}, which is written last. ` +
        'The backup was cut short, or this is another folder. Take another backup.',
    );
  }
  const { digest, ...manifest } = parse(folder, text);
  if (manifest.format !== FORMAT) {
    throw new BackupProblem(
      'unknown-format',
      `The backup in ${folder} has the format ${manifest.format} and was made by Ungestatus ${manifest.version}; ` +
        `this program reads format ${FORMAT}. Use the version that made it.`,
    );
  }
  if (digestOf(manifest) !== digest) throw damaged(folder, MANIFEST);
  return manifest;
}

function parse(folder: string, text: string): Manifest & { readonly digest: string } {
  try {
    return JSON.parse(text) as Manifest & { readonly digest: string };
  } catch {
    throw damaged(folder, MANIFEST);
  }
}

export function damaged(folder: string, file: string): BackupProblem {
  return new BackupProblem(
    'backup-damaged',
    `The file ${file} in ${folder} is not the one that was written: it is damaged, cut short or was changed. ` +
      'Nothing of it is used. Take another copy of this backup, or an older backup.',
  );
}
