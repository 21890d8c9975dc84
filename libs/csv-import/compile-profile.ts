import { partsOf, pathsOf, withMembers } from './expression.ts';
import { memberOf } from './member-of.ts';
import { createEngine } from './operators.ts';
import type { Expression, Profile } from './profile.ts';
import { Fault, type RowErrorCode } from './row-error.ts';

/** The values that expressions read. */
export interface Context {
  readonly row: Readonly<Record<string, string | null>>;
  readonly lookup: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  readonly parameter: Readonly<Record<string, string>>;
  readonly value: Record<string, unknown>;
}

export type RowOutcome = { readonly value: unknown } | { readonly code: RowErrorCode; readonly column?: string };

/** An expression that is ready to run. */
export type Compiled = (context: Context) => RowOutcome;

export interface CompiledEvent {
  readonly when: Compiled;
  readonly id: Compiled;
  readonly type: Compiled;
  readonly time: Compiled;
  readonly data: readonly { readonly path: readonly string[]; readonly is: Compiled }[];
}

export interface CompiledProfile {
  readonly source: Compiled;
  readonly values: readonly { readonly name: string; readonly is: Compiled }[];
  readonly events: readonly CompiledEvent[];
  /** Columns of the main file that any expression or lookup key reads. */
  readonly columns: readonly string[];
  readonly lookupColumns: (lookup: string) => readonly string[];
}

function read(context: Context, path: string): unknown {
  return partsOf(path).reduce<unknown>(
    (at, key) => (at as Record<string, unknown> | undefined)?.[memberOf(key)],
    context,
  );
}

/** The column of an error: the one with the offending value, else the first that the expression reads. */
function blame(context: Context, paths: readonly string[], offending: unknown): { column?: string } {
  const found = paths.find((candidate) => String(read(context, candidate)) === String(offending));
  const path = found ?? paths[0];
  return path === undefined ? {} : { column: path.replace(/^(row|lookup)\./, '') };
}

function allExpressions(profile: Profile): Expression[] {
  const ofEvents = profile.events.flatMap(({ when, id, type, time, data }) => [
    when === undefined ? true : when,
    id,
    type,
    time ?? null,
    ...Object.values(data),
  ]);
  return [profile.source, ...profile.values.map(({ is }) => is), ...ofEvents];
}

function columnsBelow(paths: readonly string[], prefix: string): string[] {
  return [...new Set(paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length)))];
}

/** Compiles every expression once; each row then costs only function calls. */
export function compileProfile(profile: Profile): CompiledProfile {
  const engine = createEngine();
  const cellsOf = new Map<string, readonly string[]>();
  /** The cells that an expression reads; a value counts as the cells it was made of. */
  const cells = (expression: Expression): string[] =>
    pathsOf(expression).flatMap((path) => cellsOf.get(path) ?? (path.startsWith('parameter.') ? [] : [path]));
  const compile = (expression: Expression): Compiled => {
    const run = engine.build(withMembers(expression)) as unknown;
    const paths = cells(expression);
    return (context) => {
      try {
        return { value: typeof run === 'function' ? (run as (context: Context) => unknown)(context) : run };
      } catch (error) {
        if (error instanceof Fault) return { code: error.code, ...blame(context, paths, error.offending) };
        return { code: 'not-computable', ...blame(context, paths, Symbol('nothing')) };
      }
    };
  };
  const paths = allExpressions(profile).flatMap(pathsOf);
  const keys = Object.values(profile.lookups).flatMap(({ on }) => Object.values(on));
  return {
    values: profile.values.map(({ name, is }) => {
      cellsOf.set(`value.${name}`, cells(is));
      return { name, is: compile(is) };
    }),
    source: compile(profile.source),
    events: profile.events.map(({ when, id, type, time, data }) => ({
      // True and false as in JsonLogic: 0, an empty text and an empty list are false.
      when: compile({ '!!': [when === undefined ? true : when] }),
      id: compile(id),
      type: compile(type),
      time: compile(time ?? null),
      data: Object.entries(data).map(([path, is]) => ({ path: path.split('.'), is: compile(is) })),
    })),
    columns: [...new Set([...columnsBelow(paths, 'row.'), ...keys])],
    lookupColumns: (lookup) => columnsBelow(paths, `lookup.${lookup}.`),
  };
}
