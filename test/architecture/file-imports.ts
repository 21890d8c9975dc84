import { posix } from 'node:path';
import ts from 'typescript';
import type { ProjectFile } from './project-files.ts';
import { nodesOf, parse } from './source-tree.ts';

/** One import, export from, dynamic import or require of a file. */
export interface FileImport {
  /** The specifier as written. */
  readonly specifier: string;
  /** A path from the project's root, or the name of a package. */
  readonly target: string;
  readonly isPackage: boolean;
  /** Removed by the compiler. */
  readonly typeOnly: boolean;
}

export interface ImportingFile {
  readonly path: string;
  readonly imports: readonly FileImport[];
}

/** The target of a specifier that begins with `#`: by `imports` in package.json, condition `source`. */
function ownName(specifier: string): string {
  const [area = '', ...rest] = specifier.slice(1).split('/');
  return area === 'libs' ? `libs/${rest.join('/')}/index.ts` : `${area}/${rest.join('/')}.ts`;
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

/** The file of the project that a specifier names; undefined for a package. */
export function findOwnTarget(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  return specifier.startsWith('#') ? ownName(specifier) : undefined;
}

function toImport(from: string, specifier: string, typeOnly: boolean): FileImport {
  const own = findOwnTarget(from, specifier);
  return own === undefined
    ? { specifier, target: packageName(specifier), isPackage: true, typeOnly }
    : { specifier, target: own, isPackage: false, typeOnly };
}

function isTypeOnlyImport({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}

function isTypeOnlyExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  if (isTypeOnly || exportClause === undefined || !ts.isNamedExports(exportClause)) return isTypeOnly;
  return exportClause.elements.length > 0 && exportClause.elements.every((element) => element.isTypeOnly);
}

function isLoading(node: ts.CallExpression): boolean {
  return (
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require')
  );
}

function found(node: ts.Node): { specifier: ts.Node | undefined; typeOnly: boolean } {
  if (ts.isImportDeclaration(node)) return { specifier: node.moduleSpecifier, typeOnly: isTypeOnlyImport(node) };
  if (ts.isExportDeclaration(node)) return { specifier: node.moduleSpecifier, typeOnly: isTypeOnlyExport(node) };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { specifier: node.argument.literal, typeOnly: true };
  if (ts.isCallExpression(node) && isLoading(node)) return { specifier: node.arguments[0], typeOnly: false };
  return { specifier: undefined, typeOnly: false };
}

/** The imports of a file, read from its syntax tree. */
export function importsOf(file: ProjectFile): ImportingFile {
  const imports = [...nodesOf(parse(file))].flatMap((node) => {
    const { specifier, typeOnly } = found(node);
    return specifier !== undefined && ts.isStringLiteralLike(specifier)
      ? [toImport(file.path, specifier.text, typeOnly)]
      : [];
  });
  return { path: file.path, imports };
}
