import ts from 'typescript';
import type { ProjectFile } from './project-files.ts';
import { lineOf, nodesOf, parse } from './source-tree.ts';

const OPENERS = new Set(['test', 'it', 'describe', 'xtest', 'xit', 'xdescribe', 'fit', 'fdescribe']);
const LEFT_OUT = new Set(['skip', 'only', 'todo', 'failing', 'skipIf', 'runIf']);

/**
 * The names of `test.each(rows)('…')`: test, each.
 * @returns undefined if the expression is no call of jest
 */
function openerOf(expression: ts.Expression): string[] | undefined {
  if (ts.isIdentifier(expression)) return OPENERS.has(expression.text) ? [expression.text] : undefined;
  if (ts.isCallExpression(expression)) return openerOf(expression.expression);
  if (ts.isTaggedTemplateExpression(expression)) return openerOf(expression.tag);
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const before = openerOf(expression.expression);
  return before && [...before, expression.name.text];
}

export interface SpecTest {
  /** The title, preceded by those of its describe blocks. */
  readonly name: string;
  readonly line: number;
  readonly body: ts.Node | undefined;
}

function titleOf(node: ts.CallExpression): string {
  const [title] = node.arguments;
  if (title === undefined) return '';
  return ts.isStringLiteralLike(title) ? title.text : title.getText();
}

/** Whether the call gives a title: `test.each(rows)` alone does not. */
function isNamed(node: ts.CallExpression, words: readonly string[]): boolean {
  return !(
    words.at(-1) === 'each' &&
    !ts.isCallExpression(node.expression) &&
    !ts.isTaggedTemplateExpression(node.expression)
  );
}

/** The tests of a spec in reading order. */
export function testsOf(file: ProjectFile): SpecTest[] {
  const tests: SpecTest[] = [];
  const visit = (node: ts.Node, chapters: readonly string[]): void => {
    const words = ts.isCallExpression(node) ? openerOf(node.expression) : undefined;
    if (words === undefined || !ts.isCallExpression(node) || !isNamed(node, words))
      return ts.forEachChild(node, (child) => visit(child, chapters));
    const name = [...chapters, titleOf(node)];
    if (words[0]?.endsWith('describe')) return ts.forEachChild(node, (child) => visit(child, name));
    tests.push({ name: name.join(' › '), line: lineOf(node), body: node.arguments[1] });
  };
  visit(parse(file), []);
  return tests;
}

/** One sentence per test or describe block that is skipped, focused or only announced. */
export function leftOutFaults(file: ProjectFile): string[] {
  return [...nodesOf(parse(file))].flatMap((node) => {
    const isUse =
      ts.isPropertyAccessExpression(node) ||
      (ts.isIdentifier(node) && ts.isCallExpression(node.parent) && node.parent.expression === node);
    const words = isUse ? openerOf(node) : undefined;
    const [opener = '', ...rest] = words ?? [];
    const leavesOut = /^[xf]/.test(opener) || LEFT_OUT.has(rest.at(-1) ?? '');
    return leavesOut ? [`${file.path}:${lineOf(node)}: ${[opener, ...rest].join('.')} leaves tests out`] : [];
  });
}

/** One sentence per test with the name of an earlier one. */
export function nameTwiceFaults(file: ProjectFile): string[] {
  const seen = new Set<string>();
  return testsOf(file).flatMap(({ name, line }) => {
    if (seen.has(name)) return [`${file.path}:${line}: another test is called "${name}" too`];
    seen.add(name);
    return [];
  });
}
