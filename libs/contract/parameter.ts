import type { Static, TSchema } from 'typebox';
import { isDay } from '#libs/calendar';
import { type FieldErrorCode, fieldError, ProblemError } from '#libs/problems';
import { nearest } from '#libs/validation';

/** A parameter of a route: its line in the document, and how its text becomes a value. */
export interface Parameter<Value = unknown> {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required: boolean;
  readonly schema: TSchema;
  /** Refuses the parameter together with others of the query. */
  readonly alone?: Alone;
  /** @throws ProblemError if the text is not a value of the schema */
  read(text: string | undefined): Value;
}

export interface Alone {
  /** Names that may not stand in the same query. */
  readonly without: readonly string[];
  readonly code: FieldErrorCode;
  readonly detail: string;
}

/** Parameters by the names their values have in code, in the order of the document. */
export type DeclaredParameters = Readonly<Record<string, Parameter>>;

/** The values of declared parameters. */
export type ParametersOf<Declared extends DeclaredParameters> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Parameter<infer Value> ? Value : never;
};

interface Reading<Value> {
  /** The code of a text that does not fit; its remedy says what does. */
  readonly wrong?: FieldErrorCode;
  /** The value of a text; undefined if there is none. Without it, the text itself if it fits the schema. */
  readonly as?: (text: string) => Value | undefined;
  readonly alone?: Alone;
}

/** An optional parameter of the query. */
export function inQuery<Schema extends TSchema, Value = Static<Schema>>(
  name: string,
  schema: Schema,
  { wrong, as, alone }: Reading<Value> = {},
): Parameter<Value | undefined> {
  const words = schema as { readonly enum?: readonly string[]; readonly format?: string; readonly pattern?: string };
  const valueOf = as ?? ((text: string) => (fits(words, text) ? (text as Value) : undefined));
  return {
    name,
    in: 'query',
    required: false,
    schema,
    ...(alone === undefined ? {} : { alone }),
    read: (text) => {
      if (text === undefined) return undefined;
      const value = valueOf(text);
      if (value !== undefined) return value;
      if (words.enum === undefined) throw refusedParameter(name, wrong ?? 'day');
      throw refusedParameter(name, 'one-of', { didYouMean: nearest(text, words.enum), allowed: words.enum });
    },
  };
}

function fits(schema: { enum?: readonly string[]; format?: string; pattern?: string }, text: string): boolean {
  if (schema.enum !== undefined) return schema.enum.includes(text);
  if (schema.format === 'date') return isDay(text);
  return schema.pattern === undefined || new RegExp(schema.pattern).test(text);
}

/** An optional parameter of the query with one or more values of a closed list, separated by commas, each once. */
export function listInQuery<Value extends string>(
  name: string,
  allowed: readonly Value[],
  schema: TSchema,
): Parameter<readonly Value[] | undefined> {
  const read = (text: string | undefined): readonly Value[] | undefined => {
    if (text === undefined) return undefined;
    const values = text.split(',').map((value) => value.trim());
    const wrong = values.find((value) => !allowed.some((one) => one === value));
    if (wrong === undefined) return allowed.filter((value) => values.includes(value));
    throw new ProblemError('invalid-parameter', {
      detail: `parameter ${name} takes one or several, with commas between, of: ${allowed.join(', ')}`,
      errors: [fieldError(`/${name}`, 'one-of', { didYouMean: nearest(wrong, allowed), allowed })],
    });
  };
  return { name, in: 'query', required: false, schema, read };
}

/** A part of the path. If its text has no value, the address does not exist. */
export function inPath<Value = string>(
  name: string,
  schema: TSchema,
  as: (text: string) => Value | undefined,
): Parameter<Value> {
  const read = (text: string | undefined): Value => {
    const value = text === undefined ? undefined : as(text);
    if (value === undefined) throw new ProblemError('not-found');
    return value;
  };
  return { name, in: 'path', required: true, schema, read };
}

/** @param read throws the problem of a header that is missing or has no value */
export function inHeader<Value>(
  name: string,
  schema: TSchema,
  { required, read }: { readonly required: boolean; readonly read: (text: string | undefined) => Value },
): Parameter<Value> {
  return { name, in: 'header', required, schema, read };
}

export function refusedParameter(
  name: string,
  code: FieldErrorCode,
  hints: { didYouMean?: string | undefined; allowed?: readonly string[] } = {},
): ProblemError {
  return new ProblemError('invalid-parameter', {
    detail: `parameter ${name}`,
    errors: [fieldError(`/${name}`, code, hints)],
  });
}
