import { mkdir, readdir } from 'node:fs/promises';
import type { ClientBase, Pool } from 'pg';
import { type BackupTable, inTransaction } from '#libs/database';
import { getLogSize, HEADS_BACKUP } from '#libs/event-store';
import { findMasterKeyMark } from '#libs/persons';
import { columnsOfTable } from './columns.ts';
import { copyOut } from './copy-out.ts';
import { FORMAT, type Manifest, type MigrationMark, type TableFile, writeManifest } from './manifest.ts';
import { BackupProblem } from './problem.ts';
import { BACKUP_TABLES } from './tables.ts';

export interface BackupOptions {
  readonly folder: string;
  /** Version of the program. */
  readonly version: string;
  readonly now: () => Date;
  /** Rows and compressed bytes written so far. `total` counts only the events, by far the largest part. */
  readonly progress?: (table: string, rows: number, bytes: number, total: number) => void;
  /** For tests that show the need for a table by leaving it out. */
  readonly tables?: readonly BackupTable[];
}

/**
 * One snapshot for all files. A transaction that only reads gets no id, so it does not hold back the readers' horizon
 * (docs/adr/0015). Its silence while a file is closed must not end it.
 */
const BEGIN = 'begin isolation level repeatable read, read only; set local idle_in_transaction_session_timeout to 0';

/**
 * Writes the data that cannot be regenerated into an empty folder, while the service runs. The manifest comes last:
 * without it the folder is no backup.
 * @throws BackupProblem `folder-not-empty`, `folder-not-writable`
 */
export async function backup(pool: Pool, options: BackupOptions): Promise<Manifest> {
  await takeFolder(options.folder);
  const startedAt = options.now().toISOString();
  // Read before the snapshot is taken: everything acknowledged by then is in the snapshot.
  const { rows } = await pool.query<{ at: string }>('select clock_timestamp() as at');
  const written = await inTransaction(
    pool,
    async (client) => {
      const snapshot = await readSnapshot(client);
      return { ...snapshot, ...(await writeFiles(client, options, snapshot.head.events)) };
    },
    { begin: BEGIN, onFailure: 'end-session' },
  );
  const times = { startedAt, snapshotAt: rows[0]?.at ?? startedAt, finishedAt: options.now().toISOString() };
  const manifest: Manifest = { format: FORMAT, version: options.version, ...times, ...written };
  await writeManifest(options.folder, manifest);
  return manifest;
}

async function takeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new BackupProblem(
      'folder-not-writable',
      `The folder ${folder} cannot be made or read (${code}). Name another one, or correct its rights.`,
    );
  }
  throw new BackupProblem(
    'folder-not-empty',
    `The folder ${folder} is not empty. A backup takes a folder of its own: name a new one.`,
  );
}

type Snapshot = Pick<Manifest, 'cluster' | 'snapshot' | 'head' | 'masterKeyCheck' | 'migrations'>;

async function readSnapshot(client: ClientBase): Promise<Snapshot> {
  const { rows } = await client.query<Pick<Snapshot, 'cluster' | 'snapshot'>>(
    `select (select system_identifier::text from pg_control_system()) as cluster,
       pg_current_snapshot()::text as snapshot`,
  );
  const { cluster = '', snapshot = '' } = rows[0] ?? {};
  const head = await getLogSize(client);
  const masterKeyCheck = (await findMasterKeyMark(client)) ?? null;
  const { rows: migrations } = await client.query<MigrationMark>(
    'select number, name, checksum from migration_file order by number',
  );
  return { cluster, snapshot, head, masterKeyCheck, migrations };
}

async function writeFiles(
  client: ClientBase,
  options: BackupOptions,
  total: number,
): Promise<Pick<Manifest, 'tables' | 'heads'>> {
  const { folder, progress = () => undefined } = options;
  const tables: TableFile[] = [];
  let [rows, bytes] = [0, 0];
  for (const one of options.tables ?? BACKUP_TABLES) {
    const { table } = one;
    const columns = await columnsOfTable(client, table);
    const query = queryOf(one, columns);
    const written = await copyOut(client, folder, { file: `${table}.copy.gz`, query, columns }, (r, b) =>
      progress(table, rows + r, bytes + b, total),
    );
    tables.push({ table, ...written });
    rows += written.rows;
    bytes += written.bytes;
  }
  const heads = await copyOut(client, folder, { file: 'heads.copy.gz', ...HEADS_BACKUP }, () => undefined);
  return { tables, heads };
}

function queryOf({ table, instead = {}, tail = '' }: BackupTable, columns: readonly string[]): string {
  return `select ${columns.map((column) => instead[column] ?? `"${column}"`).join(', ')} from ${table} ${tail}`;
}
