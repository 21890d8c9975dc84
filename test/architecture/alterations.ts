import ts from 'typescript';
import type { ProjectFile } from './project-files.ts';
import { nodesOf, parse } from './source-tree.ts';

/** One sentence per alteration of a sabotage whose text does not stand exactly once in the file it names. */
export function alterationFaults(test: ProjectFile, project: ReadonlyMap<string, string>): string[] {
  const file = parse(test);
  const constants = constantsOf(file);
  return [...nodesOf(file)].flatMap((node) => {
    if (!ts.isObjectLiteralExpression(node)) return [];
    const values = textsOf(node, constants);
    if (!['file', 'from', 'to'].every((name) => values.has(name))) return [];
    const [target = '', from = ''] = [values.get('file'), values.get('from')];
    const count = (project.get(target) ?? '').split(from).length - 1;
    return count === 1 ? [] : [`${test.path}: ${target} holds ${JSON.stringify(from)} ${count} times, not once`];
  });
}

function constantsOf(file: ts.SourceFile): Map<string, string> {
  const found = new Map<string, string>();
  for (const node of nodesOf(file))
    if (ts.isVariableDeclaration(node) && node.initializer) {
      const text = joinedText(node.initializer);
      if (text !== undefined) found.set(node.name.getText(file), text);
    }
  return found;
}

/** The text of a literal, or of literals joined by `+`; undefined for anything else. */
function joinedText(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [joinedText(node.left), joinedText(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}

function textsOf(node: ts.ObjectLiteralExpression, constants: ReadonlyMap<string, string>): Map<string, string> {
  const texts = new Map<string, string>();
  for (const member of node.properties) {
    if (!ts.isPropertyAssignment(member)) continue;
    const { initializer } = member;
    const text = joinedText(initializer) ?? constants.get(initializer.getText());
    texts.set(member.name.getText(), text ?? '');
  }
  return texts;
}
