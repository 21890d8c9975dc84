/** JsonLogic: a literal, a list, or one operator with its arguments. Which operators exist: `operators.ts`. */
export type Expression =
  string | number | boolean | null | readonly Expression[] | { readonly [operator: string]: Expression };

export interface CsvOptions {
  readonly delimiter: string;
  /** `auto` looks at the first bytes: a byte order mark, UTF-16LE without one, else UTF-8. */
  readonly encoding: string;
  readonly quote: string;
}

/** Another CSV file beside the main one; one of its rows belongs to each main row. */
export interface Lookup {
  /** A bare file name, never a path: a profile reads nothing outside the folder of the main file. */
  readonly file: string;
  /** The other file's key column → the main file's column with the same key. */
  readonly on: Readonly<Record<string, string>>;
  /** Default true: no row found is an error of the main row. Otherwise every column reads as null. */
  readonly required?: boolean;
}

export interface EventMapping {
  /** Missing: every row. */
  readonly when?: Expression;
  readonly id: Expression;
  readonly type: Expression;
  /** null leaves it out. */
  readonly time?: Expression;
  /** Dotted field name (`education.code`) → expression; a null leaves the field out. */
  readonly data: Readonly<Record<string, Expression>>;
}

/**
 * How a CSV file becomes reports. Expressions read `row.<column>`, `lookup.<name>.<column>`,
 * `parameter.<name>` and `value.<name>` (those above it in the list).
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
