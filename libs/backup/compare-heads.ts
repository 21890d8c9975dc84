import type { Pool } from 'pg';
import { findMissingHeads } from '#libs/event-store';
import { readManifest, type Manifest } from './manifest.ts';
import { checkSum, rowsOf } from './read-file.ts';

export interface HeadComparison {
  readonly manifest: Manifest;
  readonly streams: number;
  /** Events of the backup that the log lacks or has with another past: removed or replaced since. */
  readonly missing: readonly { readonly stream: string; readonly version: number }[];
}

const PAGE = 5_000;

/**
 * Looks up the last event of every stream of a backup in the log. A chain value covers all events before it, so this
 * finds a stream whose end, or the whole of which, was removed since; the chain alone does not show that. Needs only
 * the manifest and heads.copy.gz of the backup.
 * @throws BackupProblem `no-finished-backup`, `unknown-format`, `backup-damaged`
 */
export async function compareHeads(
  pool: Pool,
  folder: string,
  progress: (streams: number) => void = () => undefined,
): Promise<HeadComparison> {
  const manifest = await readManifest(folder);
  await checkSum(folder, manifest.heads);
  const missing: { stream: string; version: number }[] = [];
  let streams = 0;
  for await (const page of pagesOf(rowsOf(folder, manifest.heads))) {
    const [keys = [], versions = [], chains = []] = [0, 1, 2].map((column) => page.map((row) => row[column]));
    missing.push(...(await findMissingHeads(pool, { streams: keys, versions, chains })));
    progress((streams += page.length));
  }
  return { manifest, streams, missing };
}

async function* pagesOf<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let page: Row[] = [];
  for await (const row of rows) {
    page.push(row);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
