import ts from 'typescript';
import { isTest, type ProjectFile } from './project-files.ts';
import { parse } from './source-tree.ts';

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function namesOf(node: ts.Statement): string[] {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node);
  return isNamed && node.name !== undefined ? [node.name.text] : [];
}

/** The names that a file declares and exports, each once; what it exports of other files does not count. */
export function exportedNames(file: ProjectFile): string[] {
  return [...new Set(parse(file).statements.filter(isExported).flatMap(namesOf))];
}

/** A sentence for each name that several files of the product export as their own. */
export function doubleNames(files: readonly ProjectFile[]): string[] {
  const owners = new Map<string, string[]>();
  for (const file of files) {
    if (!/\.ts$/.test(file.path) || isTest(file.path) || file.path.startsWith('libs/testing/')) continue;
    for (const name of exportedNames(file)) owners.set(name, [...(owners.get(name) ?? []), file.path]);
  }
  return [...owners].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}
