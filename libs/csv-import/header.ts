import { FileProblem } from './file-problem.ts';

/** The columns of a file. */
export interface Header {
  /** How many cells a row has, columns without a name and repeated ones included. */
  readonly width: number;
  /** The place of a column that is read. */
  placeOf(column: string): number;
}

/**
 * Where each needed column stands. Other columns may be nameless or repeated: nothing reads them.
 * @throws FileProblem naming every needed column that is missing, or a needed column that stands twice
 */
export function readHeader(
  cells: readonly string[] | undefined,
  needed: Iterable<string>,
  what: string,
): Header {
  if (cells === undefined) throw new FileProblem('empty-file', `${what} has no readable header row.`);
  const names = cells.map((cell) => cell.trim());
  const missing = [...new Set(needed)].filter((column) => !names.includes(column));
  if (missing.length > 0) {
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
