import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import type { RowError } from '#libs/csv-import';
import { StartupProblem } from '#libs/database';
import type { BatchReceipt, Counts, ReceiptItem } from '#libs/intake';

/** Number of examples shown for one kind of error. */
const EXAMPLES = 5;

interface Remark {
  /** Row number as in a spreadsheet: the header is row 1. */
  readonly row: number;
  readonly kind: 'error' | 'warning';
  /** Column of the file, or JSON pointer of a field of the report. */
  readonly place: string;
  readonly code: string;
  readonly da: string;
  readonly en: string;
}

interface Group {
  readonly remark: Remark;
  count: number;
  readonly rows: number[];
}

/** Outcome of a file: counts, and errors and warnings grouped by code and place, each with its rows. */
export class ImportOutcome {
  private rows = 0;
  private badRows = 0;
  private readonly counts = { accepted: 0, duplicate: 0, held: 0, refused: 0 };
  private readonly groups = new Map<string, Group>();
  private readonly list: WriteStream | undefined;

  /** @param file receives every error and warning, one per line (CSV) */
  constructor(file?: string) {
    if (file === undefined) return;
    this.list = createWriteStream(file, { fd: openForWriting(file) });
    this.list.write('row,kind,place,code,da,en\r\n');
  }

  row(errors: readonly RowError[]): void {
    this.rows += 1;
    if (errors.length > 0) this.badRows += 1;
    for (const { row, column = '', code, da, en } of errors)
      this.add({ row, kind: 'error', place: column, code, da, en });
  }

  /** @param rows of the reports, in the order of the receipt's items */
  batch({ counts, items }: BatchReceipt, rows: readonly number[]): void {
    for (const name of Object.keys(counts) as (keyof Counts)[]) this.counts[name] += counts[name];
    items.forEach((item, index) => this.item(item, rows[index] ?? 0));
  }

  short(): string {
    const { accepted, duplicate, held, refused } = this.counts;
    return `${accepted + held} in, ${duplicate} again, ${refused + this.badRows} refused`;
  }

  /** @param seconds until all reports were durable, and until every projection had applied them (null: not in time) */
  print({ taken, withAnswers }: { taken: number; withAnswers: number | null }): void {
    const { accepted, duplicate, held, refused } = this.counts;
    const sent = accepted + duplicate + held + refused;
    for (const group of this.groups.values()) console.error(sentence(group));
    const reports = `${sent} reports: ${accepted} accepted, ${held} held, ${duplicate} duplicate, ${refused} refused`;
    console.log(`${this.rows} rows, ${this.badRows} of them unreadable; ${reports}.`);
    console.log(`Durable after ${taken.toFixed(1)} s (${Math.round(sent / taken)} reports/s).`);
    if (withAnswers !== null)
      console.log(
        `All answers caught up after ${withAnswers.toFixed(1)} s (${Math.round(sent / withAnswers)} reports/s ` +
          'end to end).',
      );
    if (refused + this.badRows > 0) process.exitCode = 1;
  }

  /** Ends the list. Must be called once, after the last row. */
  close(): Promise<void> {
    const { list } = this;
    return list === undefined
      ? Promise.resolve()
      : new Promise((resolve, reject) => list.on('error', reject).end(resolve));
  }

  private item({ errors = [], warnings = [] }: ReceiptItem, row: number): void {
    for (const { pointer, code, da, en } of errors) this.add({ row, kind: 'error', place: pointer, code, da, en });
    for (const { pointer, code, da, en } of warnings) this.add({ row, kind: 'warning', place: pointer, code, da, en });
  }

  private add(remark: Remark): void {
    const { row, kind, place, code, da, en } = remark;
    this.list?.write(
      `${[row, kind, place, code, da, en].map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')}\r\n`,
    );
    const key = `${kind} ${code} ${place}`;
    const group = this.groups.get(key) ?? { remark, count: 0, rows: [] };
    group.count += 1;
    if (group.rows.length < EXAMPLES && group.rows.at(-1) !== row) group.rows.push(row);
    this.groups.set(key, group);
  }
}

/** @throws StartupProblem before anything is imported */
function openForWriting(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartupProblem(
      'bad-configuration',
      `--errors ${file} cannot be written (${code}). Name a file in a folder that is there.`,
    );
  }
}

function sentence({ remark: { kind, place, code, da }, count, rows }: Group): string {
  const more = count > rows.length ? ' …' : '';
  return `${kind} ${code}${place === '' ? '' : `, ${place}`}: ${count} times, rows ${rows.join(', ')}${more}: ${da}`;
}
