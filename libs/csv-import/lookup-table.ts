import { join } from 'node:path';
import { readHeader } from './header.ts';
import type { CsvOptions, Lookup } from './profile.ts';
import { readRows } from './read-rows.ts';
import { Fault } from './row-error.ts';

export type Cells = Readonly<Record<string, string | null>>;

/** Key values cannot contain this, so two keys never read as one. */
const SEPARATOR = '\u0000';
const AMBIGUOUS = Symbol('several rows with the same key');

/** Another file's rows by key; only the columns a profile reads are kept in memory. */
export interface LookupTable {
  /** @throws Fault when there is none (and one is required) or more than one */
  find(row: Cells): Cells;
}

/**
 * Loads a whole lookup file, which should be small beside the main one.
 * @throws FileProblem when it is missing or lacks a column
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
  const cell = (cells: readonly string[], column: string): string => cells[header.get(column) ?? -1] ?? '';
  const found = new Map<string, Cells | typeof AMBIGUOUS>();
  for await (const { cells } of rows) {
    if (cells === undefined) continue;
    const key = keys.map((column) => cell(cells, column)).join(SEPARATOR);
    const kept = Object.fromEntries(columns.map((column) => [column, cell(cells, column)]));
    found.set(key, found.has(key) ? AMBIGUOUS : kept);
  }
  const nothing: Cells = Object.fromEntries(columns.map((column) => [column, null]));
  const ours = Object.values(lookup.on);
  return {
    find(row) {
      const record = found.get(ours.map((column) => row[column] ?? '').join(SEPARATOR));
      if (record === AMBIGUOUS) throw new Fault('lookup-ambiguous', undefined);
      if (record === undefined && lookup.required !== false) throw new Fault('lookup-missed', undefined);
      return record ?? nothing;
    },
  };
}
