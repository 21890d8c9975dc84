import type { Readable } from 'node:stream';
import { FileProblem, type Header, readHeader, readRows } from '#libs/csv-import';
import type { Institution, KindOfUnit, Refusal, RegisterRow } from './institution.ts';

/** The columns that are read. INST_LEDER, E_MAIL and TLF_NR are personal and never read. */
const COLUMNS = [
  'HOVEDSKOLE_INST',
  'INST_NR',
  'INST_NAVN',
  'ENHEDSART',
  'INST_TYPE_NR',
  'INST_TYPE_NAVN',
  'KOMMUNE_NR',
  'BEL_KOMMUNE',
  'EJERKODE_NAVN',
] as const;
type Column = (typeof COLUMNS)[number];
type Cells = Readonly<Record<Column, string>>;

const KIND_OF_UNIT = new Map<string, KindOfUnit>([
  ['Institution uden enheder', 'stand-alone'],
  ['Hovedskole (institution med enheder)', 'main'],
  ['Afdeling (underordnet enhed)', 'department'],
]);

type Check = (cells: Cells) => Omit<Refusal, 'line'> | undefined;

function mustMatch(field: Column, pattern: RegExp, rule: string, remedy: string): Check {
  return (cells) => (pattern.test(cells[field]) ? undefined : { field, rule, remedy });
}

const CORRECT_IT = 'Correct it in the register and import again.';
const CHECKS: readonly Check[] = [
  mustMatch('INST_NR', /^\d{6}$/, 'an institution number has six digits', CORRECT_IT),
  mustMatch('INST_NAVN', /\S/, 'an institution has a name', CORRECT_IT),
  mustMatch('INST_TYPE_NR', /^\d{4}$/, 'an institution type has four digits', CORRECT_IT),
  mustMatch('HOVEDSKOLE_INST', /^(\d{6})?$/, 'a main institution is given by its six digits', CORRECT_IT),
  (cells) =>
    KIND_OF_UNIT.has(cells.ENHEDSART)
      ? undefined
      : {
          field: 'ENHEDSART',
          rule: 'this kind of unit is not known',
          remedy: `Known: ${[...KIND_OF_UNIT.keys()].join('; ')}.`,
        },
  (cells) =>
    KIND_OF_UNIT.get(cells.ENHEDSART) === 'department' && cells.HOVEDSKOLE_INST === ''
      ? { field: 'HOVEDSKOLE_INST', rule: 'a department has a main institution', remedy: CORRECT_IT }
      : undefined,
  (cells) =>
    municipalityOf(cells) === undefined
      ? { field: 'BEL_KOMMUNE', rule: 'an institution lies in a municipality (up to four digits)', remedy: CORRECT_IT }
      : undefined,
];

/** BEL_KOMMUNE is the municipality of the address; KOMMUNE_NR the one that runs the institution, empty if none does. */
function municipalityOf(cells: Cells): string | undefined {
  const code = cells.BEL_KOMMUNE === '' ? cells.KOMMUNE_NR : cells.BEL_KOMMUNE;
  return /^\d{1,4}$/.test(code) ? code.padStart(4, '0') : undefined;
}

function toInstitution(cells: Cells): Institution {
  return {
    number: cells.INST_NR,
    name: cells.INST_NAVN,
    type: cells.INST_TYPE_NR,
    typeName: cells.INST_TYPE_NAVN,
    kindOfUnit: KIND_OF_UNIT.get(cells.ENHEDSART) ?? 'stand-alone',
    mainInstitution: cells.HOVEDSKOLE_INST === '' ? null : cells.HOVEDSKOLE_INST,
    municipality: municipalityOf(cells) ?? '',
    owner: cells.EJERKODE_NAVN === '' ? null : cells.EJERKODE_NAVN,
  };
}

/**
 * U+FFFD, control characters, or UTF-8 read as Windows-1252 (`Ã¦`, `Ã˜`): the file was converted to another encoding.
 */
const BROKEN_TEXT = /[\uFFFD\u0080-\u009F]|Ã[\u00A0-\u00BF\u2018-\u203A\u0152\u0160\u0178\u02C6\u02DC†‡•…‰€™]/u;

/** Refuses the whole file, so that no broken name overwrites a right one. */
function refuseBrokenText(line: number, row: readonly string[], header: Header): void {
  const column = COLUMNS.find((name) => BROKEN_TEXT.test(row[header.placeOf(name)] ?? ''));
  if (column === undefined) return;
  throw new FileProblem(
    'unreadable-file',
    `Line ${line} of the institution register has broken letters in ${column}: ` +
      'the file was saved in another encoding. Nothing was changed. ' +
      'Fetch it again and import it unconverted (UTF-16LE), or save it as UTF-8.',
  );
}

/** A spreadsheet may add delimiters at the end of every line: empty cells beyond the header are ignored. */
function withoutSurplus(row: readonly string[], width: number): readonly string[] {
  return row.slice(width).every((cell) => cell === '') ? row.slice(0, width) : row;
}

function readRow(line: number, given: readonly string[] | undefined, header: Header): RegisterRow {
  const row = given === undefined ? undefined : withoutSurplus(given, header.width);
  if (row === undefined || row.length !== header.width) {
    const rule = 'the line does not have as many cells as the header';
    const remedy = 'Fetch the file again; it may be cut off or have been edited.';
    return { line, number: null, refusals: [{ line, field: 'the whole line', rule, remedy }] };
  }
  refuseBrokenText(line, row, header);
  const entries = COLUMNS.map((column) => [column, (row[header.placeOf(column)] ?? '').trim()] as const);
  const cells = Object.fromEntries(entries) as Cells;
  const refusals = CHECKS.flatMap((check) => check(cells) ?? []).map((refusal) => ({ line, ...refusal }));
  if (refusals.length === 0) return { line, institution: toInstitution(cells) };
  return { line, number: /^\d{6}$/.test(cells.INST_NR) ? cells.INST_NR : null, refusals };
}

/**
 * Reads the official institution register: `;`, UTF-16LE with or without byte order mark (UTF-8 too), header names as
 * in the register, line by line in constant memory.
 * @throws FileProblem if the file is missing, lacks columns (naming them) or was saved in another encoding
 */
export async function* readRegister(file: string | Readable): AsyncGenerator<RegisterRow> {
  const rows = readRows(file, { delimiter: ';', encoding: 'auto', quote: '"' });
  const first = await rows.next();
  const header = readHeader(first.done ? undefined : first.value.cells, COLUMNS, 'The institution register');
  for await (const { row, cells } of rows) yield readRow(row, cells, header);
}
