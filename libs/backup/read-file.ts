import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type BackupFile, damaged } from './manifest.ts';

const LARGE_CHUNK = 1_048_576;

/**
 * Checks every byte of a file before any of it is used.
 * @throws BackupProblem `backup-damaged`, also if the file is missing
 */
export async function checkSum(
  folder: string,
  { file, sha256, bytes }: BackupFile,
  progress: (bytes: number) => void = () => undefined,
): Promise<void> {
  const hash = createHash('sha256');
  let read = 0;
  try {
    for await (const chunk of createReadStream(join(folder, file), {
      highWaterMark: LARGE_CHUNK,
    }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      read += chunk.length;
      progress(read);
    }
  } catch {
    throw damaged(folder, file);
  }
  if (read !== bytes || hash.digest('hex') !== sha256) throw damaged(folder, file);
}

/** The unpacked bytes of the file, as COPY reads them. */
export function unpacked(folder: string, { file }: BackupFile): Readable {
  const packed = createReadStream(join(folder, file), { highWaterMark: LARGE_CHUNK });
  const rows = createGunzip();
  // An error of the file ends the reading of the rows with the same error.
  pipeline(packed, rows).catch(() => undefined);
  return rows;
}

/** The rows of a file in the order of its columns; null for SQL null. Memory does not grow with the file. */
export async function* rowsOf(folder: string, file: BackupFile): AsyncGenerator<(string | null)[]> {
  const bytes = unpacked(folder, file);
  bytes.setEncoding('utf8');
  let begun = '';
  for await (const text of bytes as AsyncIterable<string>) {
    const lines = (begun + text).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) yield line.split('\t').map(valueOf);
  }
  if (begun !== '') throw damaged(folder, file.file);
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Decodes a value of COPY's text format. */
function valueOf(text: string): string | null {
  if (text === '\\N') return null;
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter) : text;
}
