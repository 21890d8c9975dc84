/** JsonLogic parts a path at its dots; a column may hold dots (`CPR-nr.`), so inside a row they are another character. */
const DOT = '\uE000';

/** The name under which a row keeps a column, and an expression's path finds it. */
export function memberOf(column: string): string {
  return column.replaceAll('.', DOT);
}
