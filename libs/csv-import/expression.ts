import { closest } from 'fastest-levenshtein';
import { OPERATORS } from './operators.ts';
import { memberOf } from './member-of.ts';
import type { Expression } from './profile.ts';

export interface ProfileIssue {
  /** JSON pointer into the profile. */
  readonly pointer: string;
  readonly problem: string;
  readonly remedy: string;
}

/** The names that an expression at some place of the profile may read. */
export interface ReadableNames {
  readonly lookups: readonly string[];
  readonly parameters: readonly string[];
  readonly values: readonly string[];
}

/**
 * One operator and its arguments.
 * @returns undefined for a literal
 */
function operation(expression: Expression): [string, Expression] | undefined {
  if (expression === null || typeof expression !== 'object' || Array.isArray(expression)) return undefined;
  const entries = Object.entries(expression as Record<string, Expression>);
  return entries.length === 1 ? entries[0] : ['', null];
}

/** All paths that the expression reads with `var`. */
export function pathsOf(expression: Expression): string[] {
  if (Array.isArray(expression)) return expression.flatMap(pathsOf);
  const found = operation(expression);
  if (found === undefined) return [];
  const [operator, args] = found;
  if (operator !== 'var') return pathsOf(args);
  return [String(Array.isArray(args) ? args[0] : args)];
}

/**
 * The parts of `row.<column>`, `lookup.<name>.<column>` and so on. The column is the rest of the path, dots included.
 */
export function partsOf(path: string): readonly string[] {
  const [root = '', ...rest] = path.split('.');
  const [name = '', ...column] = rest;
  if (root === 'row') return [root, rest.join('.')];
  return root === 'lookup' && column.length > 0 ? [root, name, column.join('.')] : [root, ...rest];
}

/** The expression with its paths as rows store them: see `memberOf`. */
export function withMembers(expression: Expression): Expression {
  if (Array.isArray(expression)) return expression.map((item: Expression) => withMembers(item));
  const found = operation(expression);
  if (found === undefined) return expression;
  const [operator, args] = found;
  if (operator !== 'var') return { [operator]: withMembers(args) };
  const [path, ...fallback] = (Array.isArray(args) ? args : [args]) as readonly Expression[];
  const member = partsOf(String(path)).map(memberOf).join('.');
  return { var: fallback.length > 0 ? [member, ...fallback] : member };
}

function checkPath(path: string, known: ReadableNames, pointer: string): ProfileIssue[] {
  const [root = '', name = '', ...rest] = partsOf(path);
  const depth = root === 'lookup' ? rest.length === 1 && rest[0] !== '' : rest.length === 0;
  const declared = {
    row: undefined,
    lookup: known.lookups,
    parameter: known.parameters,
    value: known.values,
  }[root as 'row' | 'lookup' | 'parameter' | 'value'];
  if (!['row', 'lookup', 'parameter', 'value'].includes(root) || name === '' || !depth) {
    const remedy = 'Read row.<column>, lookup.<name>.<column>, parameter.<name> or value.<name>.';
    return [{ pointer, problem: `"${path}" names nothing an expression can read`, remedy }];
  }
  if (declared === undefined || declared.includes(name)) return [];
  const remedy =
    declared.length > 0
      ? `Did you mean ${root}.${closest(name, declared)}? A value can only read those above it.`
      : `Declare ${name} first.`;
  return [{ pointer, problem: `there is no ${root} named "${name}" here`, remedy }];
}

/** Issues of operators that do not exist and of paths that cannot be read at this place of the profile. */
export function checkExpression(expression: Expression, known: ReadableNames, pointer: string): ProfileIssue[] {
  if (Array.isArray(expression)) {
    return expression.flatMap((item: Expression, index) => checkExpression(item, known, `${pointer}/${index}`));
  }
  const found = operation(expression);
  if (found === undefined) return [];
  const [operator, args] = found;
  if (operator === '') {
    const problem = 'an expression has exactly one operator';
    return [{ pointer, problem, remedy: 'Write { "operator": [arguments] }.' }];
  }
  if (!OPERATORS.includes(operator)) {
    const remedy = `Did you mean "${closest(operator, [...OPERATORS])}"?`;
    return [{ pointer, problem: `there is no operator "${operator}"`, remedy }];
  }
  if (operator !== 'var') return checkExpression(args, known, `${pointer}/${operator}`);
  const path: unknown = Array.isArray(args) ? args[0] : args;
  if (typeof path === 'string') return checkPath(path, known, `${pointer}/var`);
  return [{ pointer: `${pointer}/var`, problem: 'a path must be a text', remedy: 'Write { "var": "row.<column>" }.' }];
}
