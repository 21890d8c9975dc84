import type { RowError } from '#libs/csv-import';
import type { BatchReceipt, Counts } from '#libs/receipts';

interface Grouped {
  count: number;
  readonly first: string;
}

/** What became of a file: counts, and errors grouped by what is wrong with a first example each. */
export class ImportOutcome {
  private rows = 0;
  private badRows = 0;
  private readonly counts = { accepted: 0, duplicate: 0, held: 0, refused: 0 };
  private readonly groups = new Map<string, Grouped>();

  row(errors: readonly RowError[]): void {
    this.rows += 1;
    if (errors.length > 0) this.badRows += 1;
    for (const { row, column, code, da } of errors) this.group(code, `row ${row}${column === undefined ? '' : `, column ${column}`}: ${da}`);
  }

  add({ counts, items }: BatchReceipt): void {
    for (const name of Object.keys(counts) as (keyof Counts)[]) this.counts[name] += counts[name];
    if (counts.refused === 0) return;
    for (const { id, errors } of items) {
      for (const { pointer, code, da } of errors ?? []) this.group(code, `report ${id ?? '?'}, ${pointer}: ${da}`);
    }
  }

  short(): string {
    const { accepted, duplicate, held, refused } = this.counts;
    return `${accepted + held} in, ${duplicate} again, ${refused + this.badRows} refused`;
  }

  /** @param seconds until all reports were durable, and until every projection had applied them (null: not seen) */
  print({ taken, withAnswers }: { taken: number; withAnswers: number | null }): void {
    const { accepted, duplicate, held, refused } = this.counts;
    const sent = accepted + duplicate + held + refused;
    for (const [code, { count, first }] of this.groups) console.error(`${code}: ${count} times, first ${first}`);
    console.log(`${this.rows} rows, ${this.badRows} of them unreadable; ${sent} reports: ${accepted} accepted, ${held} held, ${duplicate} duplicate, ${refused} refused.`);
    console.log(`Durable after ${taken.toFixed(1)} s (${Math.round(sent / taken)} reports/s).`);
    if (withAnswers !== null) console.log(`All answers caught up after ${withAnswers.toFixed(1)} s (${Math.round(sent / withAnswers)} reports/s end to end).`);
    if (refused + this.badRows > 0) process.exitCode = 1;
  }

  private group(code: string, first: string): void {
    const group = this.groups.get(code);
    if (group) group.count += 1;
    else this.groups.set(code, { count: 1, first });
  }
}
