import { createReadStream } from 'node:fs';

const NEWLINE = 0x0a;

/**
 * Counts roughly the rows below a file's header by its line ends: for a progress bar, at disk speed. Too high if quoted
 * cells contain line breaks. For exact progress use `bytesRead` and the file's size.
 */
export async function countRows(file: string): Promise<number> {
  let lines = 0;
  let last: number | undefined;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
    last = chunk.at(-1);
  }
  // UTF-16LE ends its last line with a zero byte after the newline.
  const unfinished = last !== undefined && last !== NEWLINE && last !== 0;
  return Math.max(0, lines - (unfinished ? 0 : 1));
}
