import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable, pipeline } from 'node:stream';
import { parse, type Parser } from 'csv-parse';
import { decode } from './decode.ts';
import { FileProblem } from './file-problem.ts';
import type { CsvOptions } from './profile.ts';

/** A row of the file, the header included. `cells` is missing if the row is unreadable or swallowed other rows. */
export interface CsvRow {
  /** Counted as in a spreadsheet: the first row is 1. */
  readonly row: number;
  readonly cells?: readonly string[];
  /** Bytes read from the file so far, for a progress bar. */
  readonly bytesRead: number;
}

/** Most characters that a quote may swallow if it never closes. */
const LONGEST_ROW = 1_000_000;

/** First line that Excel writes, `sep=;`: it names the delimiter and is no row. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/iu;
/** Longer than any separator line. */
const ENOUGH_TO_DETECT = 8;

function open(file: string | Readable): Readable {
  return typeof file === 'string' ? createReadStream(file) : file;
}

/** Removes a separator line from the start of the text. */
async function readSeparator(
  text: AsyncGenerator<string>,
): Promise<{ delimiter?: string; rest: AsyncGenerator<string> }> {
  let start = '';
  for (let next = await text.next(); !next.done; next = await text.next()) {
    start += next.value;
    if (start.length >= ENOUGH_TO_DETECT) break;
  }
  const [line = '', delimiter] = SEPARATOR_LINE.exec(start) ?? [];
  async function* rest(): AsyncGenerator<string> {
    if (start.length > line.length) yield start.slice(line.length);
    yield* text;
  }
  return { ...(delimiter === undefined ? {} : { delimiter }), rest: rest() };
}

/**
 * Whether a quoted cell contains whole rows: a quote left open in one row is closed by one in a later row, and all rows
 * between become one cell. `k` swallowed line ends come with `k` times a row's delimiters.
 */
function hasSwallowedRows(cells: readonly string[], delimiter: string): boolean {
  return cells.some((cell) => {
    const lineEnds = cell.match(/\r\n|\n|\r/g)?.length ?? 0;
    return lineEnds > 0 && cell.split(delimiter).length - 1 >= lineEnds * Math.max(1, cells.length - 1);
  });
}

function asFileProblem(error: unknown, file: string | Readable, row: number): unknown {
  const name = typeof file === 'string' ? basename(file) : 'The file';
  switch ((error as { code?: unknown } | null)?.code) {
    case 'ENOENT':
      return new FileProblem('file-not-found', `There is no file ${name}.`);
    case 'EISDIR':
    case 'EACCES':
      return new FileProblem('unreadable-file', `${name} cannot be read: it is a folder, or access is closed.`);
    case 'CSV_MAX_RECORD_SIZE':
      return new FileProblem('unreadable-file', `${name} has a quote in row ${row + 1} that is never closed.`);
  }
  return error;
}

/** A row in the order of the file, as the parser found it. */
interface ParsedRow {
  readonly row: number;
  readonly broken: boolean;
}

/** The parser and the rows it found: they are numbered while parsing, broken and whole ones alike. */
function openParser(
  delimiter: string,
  quote: string,
): { parser: Parser; parsedRows: ParsedRow[]; rowsParsed: () => number } {
  let row = 0;
  const parsedRows: ParsedRow[] = [];
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    quote,
    relax_column_count: true,
    // A stray quote is text. In strict mode the parser would lose the rows after it.
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error?.code === 'CSV_MAX_RECORD_SIZE') parser.destroy(error);
      else parsedRows.push({ row: (row += 1), broken: true });
      return undefined;
    },
    on_record: (cells: string[]) => {
      const broken = hasSwallowedRows(cells, delimiter);
      parsedRows.push({ row: (row += 1), broken });
      return broken ? null : cells;
    },
  });
  return { parser, parsedRows, rowsParsed: () => row };
}

/**
 * Reads rows one by one in constant memory; line ends may be mixed. A last row with an unclosed quote, and a row that
 * swallowed others between two stray quotes, have no cells. Empty lines are counted but not returned.
 * @throws FileProblem if the file does not exist, cannot be opened, or has a row of more than a million characters
 */
export async function* readRows(file: string | Readable, options: CsvOptions): AsyncGenerator<CsvRow> {
  let bytesRead = 0;
  let rowsParsed = (): number => 0;
  try {
    const text = decode(open(file), options.encoding, (count) => (bytesRead += count));
    const { delimiter = options.delimiter, rest } = await readSeparator(text);
    const opened = openParser(delimiter, options.quote);
    const { parser, parsedRows } = opened;
    rowsParsed = opened.rowsParsed;
    pipeline(Readable.from(rest), parser, () => undefined);
    try {
      for await (const cells of parser as AsyncIterable<string[]>) {
        let next = parsedRows.shift();
        for (; next?.broken === true; next = parsedRows.shift()) yield { row: next.row, bytesRead };
        if (next !== undefined && cells.some((cell) => cell !== '')) yield { row: next.row, cells, bytesRead };
      }
      for (const last of parsedRows) yield { row: last.row, bytesRead };
    } finally {
      parser.destroy();
    }
  } catch (error) {
    throw asFileProblem(error, file, rowsParsed());
  }
}
