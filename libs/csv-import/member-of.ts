/**
 * JsonLogic splits a path at its dots. A column may contain dots (`CPR-nr.`), so rows store them as another character.
 */
const DOT = '\uE000';

/** The name of a column in a stored row, where the path of an expression finds it. */
export function memberOf(column: string): string {
  return column.replaceAll('.', DOT);
}
