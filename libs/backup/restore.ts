import { pipeline } from 'node:stream/promises';
import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '#libs/database';
import { continueAfter, holdAppends } from '#libs/event-store';
import { forgetReaders, moveReadersTo } from '#libs/subscriptions';
import { from as copyFrom } from 'pg-copy-streams';
import { checkSums } from './check-backup.ts';
import { lineEnds } from './copy-out.ts';
import { checkFit, checkMasterKey } from './fitness.ts';
import { damaged, type Manifest, readManifest, type TableFile } from './manifest.ts';
import { unpacked } from './read-file.ts';
import { BACKUP_TABLES } from './tables.ts';

export interface RestoreOptions {
  readonly folder: string;
  /** Name of the target cluster, to which the checkpoints of its readers belong. */
  readonly epoch: string;
  /** Readers whose tables are rebuilt: they start at the beginning of the log. */
  readonly rebuilt: readonly string[];
  readonly progress?: (table: string, rows: number, total: number) => void;
}

/**
 * Positions left out between the restored events and the next ones. Reports accepted after the backup are lost, but
 * callers have their positions: if those were used again, "as known at" and "since" would mean other events.
 */
export const POSITION_GAP = 10_000_000;

/**
 * Loads a backup into an empty, migrated database, in one transaction. Rebuild every projection afterwards
 * (`rebuildAll`); until then its reader is at the start of the log, which only takes longer.
 * @throws BackupProblem
 */
export async function restore(pool: Pool, options: RestoreOptions): Promise<Manifest> {
  const { folder, epoch, rebuilt, progress = () => undefined } = options;
  const manifest = await readManifest(folder);
  await checkMasterKey(pool, manifest);
  await inTransaction(pool, (client) => checkFit(client, manifest), { onFailure: 'end-session' });
  await checkSums(folder, manifest);
  await inTransaction(
    pool,
    async (client) => {
      await client.query('set local idle_in_transaction_session_timeout to 0');
      await holdAppends(client);
      await checkFit(client, manifest);
      await loadTables(client, folder, manifest, progress);
      await settleReaders(client, { epoch, rebuilt });
      await continueAfterGap(client, manifest.head.position);
    },
    { onFailure: 'end-session' },
  );
  // The first answers must not wait until statistics are gathered automatically.
  await pool.query(`analyze ${BACKUP_TABLES.map(({ table }) => table).join(', ')}`);
  return manifest;
}

async function loadTables(
  client: ClientBase,
  folder: string,
  { tables }: Manifest,
  progress: (table: string, rows: number, total: number) => void,
): Promise<void> {
  const total = tables.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  for (const file of tables) {
    const rows = await copyIn(client, folder, file, (loaded) => progress(file.table, done + loaded, total));
    if (rows !== file.rows) throw damaged(folder, file.file);
    done += rows;
  }
}

/** @returns the number of rows that PostgreSQL accepted */
async function copyIn(
  client: ClientBase,
  folder: string,
  file: TableFile,
  progress: (rows: number) => void,
): Promise<number> {
  const names = file.columns.map((column) => `"${column}"`).join(', ');
  const copy = client.query(copyFrom(`copy ${file.table} (${names}) from stdin`));
  let sent = 0;
  await pipeline(
    unpacked(folder, file),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        progress((sent += lineEnds(chunk)));
        yield chunk;
      }
    },
    copy,
  );
  return copy.rowCount;
}

/**
 * Keeps every reader's checkpoint, under the name of the new cluster. Drops that of a projection, with the persons it
 * parked. The parked streams of a policy are kept: they are its own state, and its checkpoint is already past them.
 */
async function settleReaders(
  client: ClientBase,
  { epoch, rebuilt }: { epoch: string; rebuilt: readonly string[] },
): Promise<void> {
  await forgetReaders(client, rebuilt);
  await moveReadersTo(client, epoch);
}

async function continueAfterGap(client: ClientBase, head: number): Promise<void> {
  await continueAfter(client, head + POSITION_GAP);
  for (const { table, numbered } of BACKUP_TABLES) {
    if (numbered === undefined) continue;
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), max(${numbered})) from ${table}
        having max(${numbered}) is not null`,
      [table, numbered],
    );
  }
}
