/** JsonLogic: a literal, a list, or one operator with its arguments. The operators are in `operators.ts`. */
export type Expression =
  string | number | boolean | null | readonly Expression[] | { readonly [operator: string]: Expression };

export interface CsvOptions {
  readonly delimiter: string;
  /** `auto` decides by the first bytes: a byte order mark, UTF-16LE without one, else UTF-8. */
  readonly encoding: string;
  readonly quote: string;
}

/** Another CSV file next to the main one; one of its rows belongs to each main row. */
export interface Lookup {
  /** A bare file name, never a path: a profile reads nothing outside the folder of the main file. */
  readonly file: string;
  /** The other file's key column → the main file's column with the same key. */
  readonly on: Readonly<Record<string, string>>;
  /** Default true: a missing row is an error of the main row. If false, every column reads as null instead. */
  readonly required?: boolean;
}

export interface EventMapping {
  /** Every row if left out. */
  readonly when?: Expression;
  readonly id: Expression;
  readonly type: Expression;
  /** If null, the report has no time. */
  readonly time?: Expression;
  /** Dotted field name (`education.code`) → expression; a null leaves the field out. */
  readonly data: Readonly<Record<string, Expression>>;
}

/**
 * Maps a CSV file to reports. Expressions read `row.<column>`, `lookup.<name>.<column>`, `parameter.<name>` and
 * `value.<name>` (values earlier in the list).
 */
export interface Profile {
  readonly name: string;
  readonly csv: CsvOptions;
  readonly parameters: Readonly<Record<string, string>>;
  readonly lookups: Readonly<Record<string, Lookup>>;
  readonly values: readonly { readonly name: string; readonly is: Expression }[];
  readonly source: Expression;
  readonly events: readonly EventMapping[];
}
