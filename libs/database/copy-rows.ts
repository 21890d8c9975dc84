import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const ROWS_A_CHUNK = 500;

/**
 * Sends rows to a `copy … from stdin`. Makes lines as the server takes them: it indexes one chunk while the next is
 * made.
 */
export async function copyRows<Row>(
  client: ClientBase,
  statement: string,
  { rows, line }: { readonly rows: Iterable<Row>; readonly line: (row: Row) => string },
): Promise<void> {
  await pipeline(Readable.from(chunksOf(rows, line)), client.query(copyFrom(statement)));
}

function* chunksOf<Row>(rows: Iterable<Row>, line: (row: Row) => string): Generator<string> {
  let chunk = '';
  let count = 0;
  for (const row of rows) {
    chunk += line(row);
    count += 1;
    if (count % ROWS_A_CHUNK !== 0) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** Encodes bytes for COPY, which reads a backslash as the start of an escape: the one of the hex form is doubled. */
export function copiedBytes(value: Buffer): string {
  return `\\\\x${value.toString('hex')}`;
}

/** Encodes a text for COPY. */
export function copiedText(value: string): string {
  return /[\\\t\n\r]/.test(value)
    ? value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : value;
}
