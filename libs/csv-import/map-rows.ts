import { basename, dirname } from 'node:path';
import { type CompiledProfile, type Context, compileProfile } from './compile-profile.ts';
import { type Header, readHeader } from './header.ts';
import { type LookupTable, loadLookup } from './lookup-table.ts';
import { type CloudEvent, mapRow } from './map-row.ts';
import { memberOf } from './member-of.ts';
import type { Profile } from './profile.ts';
import { ProfileError } from './read-profile.ts';
import { type CsvRow, readRows } from './read-rows.ts';
import { Fault, type RowError, rowError } from './row-error.ts';

export interface MappedRow {
  /** Counted as in a spreadsheet: the header is row 1. */
  readonly row: number;
  /** In the order of the profile; empty if the row has errors. */
  readonly events: readonly CloudEvent[];
  readonly errors: readonly RowError[];
  /** Bytes read from the main file so far: with the file's size, the progress. */
  readonly bytesRead: number;
}

export interface MapOptions {
  /** Values that replace those of the profile, e.g. another institution. */
  readonly parameters?: Readonly<Record<string, string>>;
}

type Mapping = {
  readonly profile: CompiledProfile;
  readonly lookups: ReadonlyMap<string, LookupTable>;
  readonly header: Header;
  readonly parameter: Readonly<Record<string, string>>;
};

/** U+FFFD replaces bytes that are no text in the file's encoding. */
const UNREADABLE = '\uFFFD';

function readCells(row: number, cells: readonly string[], mapping: Mapping): Context | readonly RowError[] {
  if (cells.length !== mapping.header.width) return [rowError(row, 'wrong-number-of-cells')];
  const record: Record<string, string> = {};
  const errors: RowError[] = [];
  for (const column of mapping.profile.columns) {
    const cell = cells[mapping.header.placeOf(column)] ?? '';
    record[memberOf(column)] = cell;
    if (cell.includes(UNREADABLE)) errors.push(rowError(row, 'unreadable-character', column));
  }
  // A key that cannot be read matches nothing: reporting that too would add a false second error.
  if (errors.length > 0) return errors;
  const lookup: Record<string, Readonly<Record<string, string | null>>> = {};
  for (const [name, table] of mapping.lookups) {
    try {
      lookup[name] = table.find(record);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      errors.push(rowError(row, error.code, name));
    }
  }
  return errors.length > 0 ? errors : { row: record, lookup, parameter: mapping.parameter, value: {} };
}

function mapCells({ row, cells, bytesRead }: CsvRow, mapping: Mapping): MappedRow {
  if (cells === undefined) return { row, events: [], errors: [rowError(row, 'unreadable-row')], bytesRead };
  const context = readCells(row, cells, mapping);
  if (!('row' in context)) return { row, events: [], errors: context, bytesRead };
  return { row, ...mapRow(row, context, mapping.profile), bytesRead };
}

function takeParameters(profile: Profile, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const issues = Object.keys(given)
    .filter((name) => !(name in profile.parameters))
    .map((name) => ({
      pointer: `/parameters/${name}`,
      problem: 'the profile has no such parameter',
      remedy: `It has: ${Object.keys(profile.parameters).join(', ') || 'none'}.`,
    }));
  if (issues.length > 0) throw new ProfileError(profile.name, issues);
  return { ...profile.parameters, ...given };
}

/**
 * Maps a CSV file to reports, row by row in the order of the file and in constant memory (lookup files are kept whole).
 * A bad row gives errors, and the next row follows.
 * @throws FileProblem if a file is missing or lacks a column that the profile reads
 * @throws ProfileError if a parameter is given that the profile does not have
 */
export async function* mapRows(file: string, profile: Profile, options: MapOptions = {}): AsyncGenerator<MappedRow> {
  const parameter = takeParameters(profile, options.parameters ?? {});
  const compiled = compileProfile(profile);
  const lookups = new Map<string, LookupTable>();
  for (const [name, lookup] of Object.entries(profile.lookups)) {
    lookups.set(name, await loadLookup(dirname(file), lookup, compiled.lookupColumns(name), profile.csv));
  }
  const rows = readRows(file, profile.csv);
  const first = await rows.next();
  const header = readHeader(first.done ? undefined : first.value.cells, compiled.columns, basename(file));
  const mapping: Mapping = { profile: compiled, lookups, header, parameter };
  for await (const row of rows) yield mapCells(row, mapping);
}
