import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { BackupFile } from './manifest.ts';

/**
 * 0.54 s instead of the default level's 0.89 s for 2.4 % more bytes (100,000 events, 52 MB, 2026-11-22): hashes do not
 * shrink.
 */
const LEVEL = 3;
const LINE_END = 0x0a;

/** Counts rows as lines: COPY writes a line end inside a value as two letters. */
export function lineEnds(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(LINE_END); at !== -1; at = chunk.indexOf(LINE_END, at + 1)) count += 1;
  return count;
}

export interface CopiedOut {
  readonly file: string;
  readonly query: string;
  readonly columns: readonly string[];
}

/**
 * Writes the rows of a query into a new file of the folder. Resolves once it is on the disk. Memory does not grow with
 * it.
 */
export async function copyOut(
  client: ClientBase,
  folder: string,
  { file, query, columns }: CopiedOut,
  progress: (rows: number, bytes: number) => void,
): Promise<BackupFile> {
  const hash = createHash('sha256');
  let [rows, bytes] = [0, 0];
  await pipeline(
    client.query(copyTo(`copy (${query}) to stdout`)),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        rows += lineEnds(chunk);
        yield chunk;
      }
    },
    createGzip({ level: LEVEL }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        progress(rows, bytes);
        yield chunk;
      }
    },
    createWriteStream(join(folder, file), { flags: 'wx', mode: 0o600, flush: true }),
  );
  return { file, columns, rows, bytes, sha256: hash.digest('hex') };
}
