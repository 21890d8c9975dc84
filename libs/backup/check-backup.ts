import { chainValue, EMPTY_STREAM, type EventRow, EVENTS_BACKUP, toRecordedEvent } from '#libs/event-store';
import { parseInstant } from '#libs/database';
import { type BackupFile, damaged, type Manifest, readManifest, type TableFile } from './manifest.ts';
import { checkSum, rowsOf } from './read-file.ts';

export interface BackupCheck {
  readonly manifest: Manifest;
  readonly streams: number;
  /** Events whose chain value does not follow from the one before: altered before the backup was taken. */
  readonly breaks: readonly { readonly stream: string; readonly version: number; readonly position: number }[];
}

/**
 * Reads a whole backup without a database: sums, row counts, the hash chain of every stream and its last value. Memory
 * grows with the persons (about 250 bytes each), not with the events.
 * @throws BackupProblem `no-finished-backup`, `unknown-format`, `backup-damaged`
 */
export async function checkBackup(
  folder: string,
  progress: (rows: number, total: number) => void = () => undefined,
): Promise<BackupCheck> {
  const manifest = await readManifest(folder);
  await checkSums(folder, manifest);
  const total = manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  let chain: Chains = { heads: new Map(), breaks: [] };
  for (const file of manifest.tables) {
    const rows = counted(folder, file, () => progress((done += 1), total));
    if (file.table === EVENTS_BACKUP.table) chain = await followChains(rows, file);
    else for await (const _ of rows);
  }
  await compareHeads(folder, manifest.heads, chain);
  return { manifest, streams: chain.heads.size, breaks: chain.breaks };
}

/** Checks every file of a backup byte for byte. */
export async function checkSums(folder: string, manifest: Manifest): Promise<void> {
  for (const file of [...manifest.tables, manifest.heads]) await checkSum(folder, file);
}

type Row = (string | null)[];

async function* counted(folder: string, file: TableFile, progress: () => void): AsyncGenerator<Row> {
  let rows = 0;
  for await (const row of rowsOf(folder, file)) {
    if (row.length !== file.columns.length) throw damaged(folder, file.file);
    rows += 1;
    progress();
    yield row;
  }
  if (rows !== file.rows) throw damaged(folder, file.file);
}

interface Chains {
  /** By stream: version and chain value of its last event, as one short text. */
  readonly heads: Map<string, string>;
  readonly breaks: { stream: string; version: number; position: number }[];
}

/** The file is in the order of positions, in which the events of a stream have the order of their versions. */
async function followChains(rows: AsyncIterable<Row>, { columns }: TableFile): Promise<Chains> {
  const heads = new Map<string, string>();
  const breaks: Chains['breaks'] = [];
  for await (const values of rows) {
    const row = toEventRow(columns, values);
    const { version, chain } = headFrom(heads.get(row.stream));
    const follows =
      row.version === version + 1 && chainValue(chain, toRecordedEvent(row), row.data, row.meta).equals(row.chain);
    if (!follows) breaks.push({ stream: row.stream, version: row.version, position: row.position });
    heads.set(row.stream, headText(row.version, row.chain));
  }
  return { heads, breaks };
}

function headText(version: number, chain: Buffer): string {
  return `${version} ${chain.toString('base64')}`;
}

function headFrom(text: string | undefined): { version: number; chain: Buffer } {
  if (text === undefined) return EMPTY_STREAM;
  const [version = '', chain = ''] = text.split(' ');
  return { version: Number(version), chain: Buffer.from(chain, 'base64') };
}

function toEventRow(columns: readonly string[], values: Row): EventRow {
  const text = (name: string): string => values[columns.indexOf(name)] ?? '';
  const bytes = (name: string): Buffer => Buffer.from(text(name).slice(2), 'hex');
  const orNull = <T>(name: string, read: (name: string) => T): T | null =>
    values[columns.indexOf(name)] === null ? null : read(name);
  return {
    position: Number(text('position')),
    xid: text('xid'),
    stream: text('stream'),
    version: Number(text('version')),
    event_id: text('event_id'),
    type: text('type'),
    data: text('data'),
    sealed: orNull('sealed', bytes),
    occurred_on: text('occurred_on'),
    registered_at: orNull('registered_at', (name) => parseInstant(text(name))),
    received_at: parseInstant(text('received_at')),
    recorded_at: parseInstant(text('recorded_at')),
    source: text('source'),
    sender_id: text('sender_id'),
    reporter: text('reporter'),
    meta: text('meta'),
    content_hash: bytes('content_hash'),
    chain: bytes('chain'),
  };
}

/** Checks that the last event of each stream, written by its own query, is the last one in the file of events. */
async function compareHeads(folder: string, file: BackupFile, { heads, breaks }: Chains): Promise<void> {
  let rows = 0;
  for await (const [stream, version, chain] of rowsOf(folder, file)) {
    rows += 1;
    const same = heads.get(stream ?? '') === headText(Number(version), Buffer.from(chain ?? '', 'hex'));
    if (!same && breaks.length === 0) throw damaged(folder, file.file);
  }
  if (rows !== file.rows || (rows !== heads.size && breaks.length === 0)) throw damaged(folder, file.file);
}
