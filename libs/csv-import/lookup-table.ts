import { join } from 'node:path';
import { FileProblem } from './file-problem.ts';
import { readHeader } from './header.ts';
import { memberOf } from './member-of.ts';
import type { CsvOptions, Lookup } from './profile.ts';
import { readRows } from './read-rows.ts';
import { Fault } from './row-error.ts';

export type Cells = Readonly<Record<string, string | null>>;

/** Key values cannot contain this character, so two keys never read as one. */
const SEPARATOR = '\u0000';
const AMBIGUOUS = Symbol('several rows with the same key');

/** The rows of another file by key. Keeps only the columns that the profile reads. */
export interface LookupTable {
  /** @throws Fault if there is none (and one is required) or more than one */
  find(row: Cells): Cells;
}

/**
 * Loads a whole lookup file, which should be small compared with the main one.
 * @throws FileProblem if it is missing, lacks a column or has a row that cannot be read
 */
export async function loadLookup(
  folder: string,
  lookup: Lookup,
  columns: readonly string[],
  csv: CsvOptions,
): Promise<LookupTable> {
  const rows = readRows(join(folder, lookup.file), csv);
  const keys = Object.keys(lookup.on);
  const first = await rows.next();
  const header = readHeader(first.done ? undefined : first.value.cells, [...keys, ...columns], lookup.file);
  const cell = (cells: readonly string[], column: string): string => cells[header.placeOf(column)] ?? '';
  const found = new Map<string, Cells | typeof AMBIGUOUS>();
  for await (const { row, cells } of rows) {
    if (cells === undefined) {
      throw new FileProblem(
        'unreadable-file',
        `${lookup.file} has a row that cannot be read: row ${row}. Check its quotes.`,
      );
    }
    const key = keys.map((column) => cell(cells, column)).join(SEPARATOR);
    const kept = Object.fromEntries(columns.map((column) => [memberOf(column), cell(cells, column)]));
    found.set(key, found.has(key) ? AMBIGUOUS : kept);
  }
  const nothing: Cells = Object.fromEntries(columns.map((column) => [memberOf(column), null]));
  const ours = Object.values(lookup.on);
  return {
    find(row) {
      const record = found.get(ours.map((column) => row[memberOf(column)] ?? '').join(SEPARATOR));
      if (record === AMBIGUOUS) throw new Fault('lookup-ambiguous', undefined);
      if (record === undefined && lookup.required !== false) throw new Fault('lookup-missed', undefined);
      return record ?? nothing;
    },
  };
}
