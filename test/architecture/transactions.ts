import ts from 'typescript';
import { isCode, isTest, type ProjectFile } from './project-files.ts';
import { lineOf, nodesOf, parse } from './source-tree.ts';

export const TRANSACTION_HELPER = 'libs/database/in-transaction.ts';

/** Files that begin or end a transaction by hand, each with its reason. None is needed today. */
export const BY_HAND: Readonly<Record<string, string>> = {};

/** `rollback to savepoint` ends nothing. */
const CONTROL = /^\s*(begin|start transaction|commit|end|abort|rollback)\b(?!\s+(transaction\s+)?to\b)/i;

/** The text of a string, a template's beginning, or a constant of the file with one of these. */
function textOf(node: ts.Expression | undefined, constants: ReadonlyMap<string, ts.Expression>): string {
  if (node === undefined) return '';
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text;
  if (ts.isConditionalExpression(node)) return textOf(node.whenTrue, constants) || textOf(node.whenFalse, constants);
  if (ts.isObjectLiteralExpression(node)) {
    const text = node.properties.find((one) => ts.isPropertyAssignment(one) && one.name.getText() === 'text');
    return text && ts.isPropertyAssignment(text) ? textOf(text.initializer, constants) : '';
  }
  return ts.isIdentifier(node) ? textOf(constants.get(node.text), new Map()) : '';
}

function constantsOf(file: ts.SourceFile): ReadonlyMap<string, ts.Expression> {
  return new Map(
    [...nodesOf(file)].flatMap((node) =>
      ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer
        ? [[node.name.text, node.initializer] as const]
        : [],
    ),
  );
}

/** One sentence for each statement of the product that begins or ends a transaction outside the helper. */
export function transactionFaults(files: readonly ProjectFile[]): string[] {
  const product = files.filter(
    (file) =>
      isCode(file) &&
      !isTest(file.path) &&
      /^(apps|libs|projections|events)\//.test(file.path) &&
      file.path !== TRANSACTION_HELPER &&
      !Object.hasOwn(BY_HAND, file.path),
  );
  return product.flatMap((file) => {
    const tree = parse(file);
    const constants = constantsOf(tree);
    return [...nodesOf(tree)].flatMap((node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
      if (node.expression.name.text !== 'query') return [];
      return CONTROL.test(textOf(node.arguments[0], constants))
        ? [`${file.path}:${lineOf(node)}: a transaction is begun or ended by hand; use inTransaction`]
        : [];
    });
  });
}
