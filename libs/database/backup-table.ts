/** A table of the backup, listed by its owner. Names and expressions are constants of the code, never input. */
export interface BackupTable {
  readonly table: string;
  /** Expressions written in place of columns whose values mean nothing in another cluster. */
  readonly instead?: Readonly<Record<string, string>>;
  /** The rest of the query after the name of the table. */
  readonly tail?: string;
  /** The column that numbers the rows: a restore continues after the highest number. */
  readonly numbered?: string;
}
