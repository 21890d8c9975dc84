import { FileProblem } from './file-problem.ts';

/** The columns of a file. */
export interface Header {
  /** Number of cells in a row, including columns without a name and repeated ones. */
  readonly width: number;
  /** The index of a needed column. */
  placeOf(column: string): number;
}

/**
 * Characters that no text contains, although tabs and line ends are allowed: a compressed file or spreadsheet begins
 * with some.
 */
const NO_TEXT = /[\u0000-\u0008\u000e-\u001f]/u;

function refuseNoText(names: readonly string[], what: string): void {
  const text = names.join();
  if (NO_TEXT.test(text)) {
    throw new FileProblem(
      'unreadable-file',
      `${what} is no text: it looks like a compressed file or a spreadsheet. Save it as CSV, UTF-8, and import that.`,
    );
  }
  if (text.includes('\ufffd')) {
    throw new FileProblem(
      'unreadable-file',
      `${what} has letters in its header that cannot be read. ` +
        'Name its encoding in the profile ("csv": { "encoding": "windows-1252" }), or save it as UTF-8.',
    );
  }
}

/**
 * Finds the index of each needed column. Other columns may be nameless or repeated, since nothing reads them.
 * @throws FileProblem naming all needed columns that are missing, or a needed column that occurs twice; or with the
 * reason why the header is unreadable
 */
export function readHeader(cells: readonly string[] | undefined, needed: Iterable<string>, what: string): Header {
  if (cells === undefined) throw new FileProblem('empty-file', `${what} has no readable header row.`);
  const names = cells.map((cell) => cell.trim());
  const missing = [...new Set(needed)].filter((column) => !names.includes(column));
  if (missing.length > 0) {
    refuseNoText(names, what);
    throw new FileProblem(
      'missing-columns',
      `${what} lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.join(', ')}. ` +
        `Its header has: ${names.join(', ').slice(0, 500)}. Check the delimiter and the encoding, or the file itself.`,
    );
  }
  const twice = [...new Set(needed)].filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twice.length > 0) throw new FileProblem('duplicate-columns', `${what} has ${twice.join(', ')} more than once.`);
  return { width: names.length, placeOf: (column) => names.indexOf(column) };
}
