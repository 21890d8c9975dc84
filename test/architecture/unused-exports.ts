import ts from 'typescript';
import { exportedNames } from './exported-names.ts';
import { findOwnTarget } from './file-imports.ts';
import { EXAMPLE_READER } from './import-rules.ts';
import { isTest, type ProjectFile } from './project-files.ts';
import { nodesOf, parse } from './source-tree.ts';

/** Every name of a module: `import * as`, `export *` or a dynamic import. */
const ALL = '*';

/** One name that a file takes from another file of the project. */
interface Use {
  readonly target: string;
  readonly name: string;
  /** The name under which a file exports it again, if it does. */
  readonly exportedAs?: string;
  readonly isType?: boolean;
}

const textOf = (node: ts.Node | undefined): string | undefined =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  if (importClause === undefined) return [];
  const { name, namedBindings } = importClause;
  const own = name === undefined ? [] : ['default'];
  if (namedBindings === undefined) return own;
  if (ts.isNamespaceImport(namedBindings)) return [ALL];
  return [...own, ...namedBindings.elements.map((element) => (element.propertyName ?? element.name).text)];
}

function exportedAgain({ exportClause, isTypeOnly }: ts.ExportDeclaration): Omit<Use, 'target'>[] {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [{ name: ALL }];
  return exportClause.elements.map((element) => ({
    name: (element.propertyName ?? element.name).text,
    exportedAs: element.name.text,
    isType: isTypeOnly || element.isTypeOnly,
  }));
}

function namesFrom(node: ts.Node): { from?: string | undefined; names: Omit<Use, 'target'>[] } {
  if (ts.isImportDeclaration(node))
    return { from: textOf(node.moduleSpecifier), names: importedNames(node).map((name) => ({ name })) };
  if (ts.isExportDeclaration(node)) return { from: textOf(node.moduleSpecifier), names: exportedAgain(node) };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { from: textOf(node.argument.literal), names: [{ name: node.qualifier?.getText() ?? ALL }] };
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return { from: textOf(node.arguments[0]), names: [{ name: ALL }] };
  return { names: [] };
}

function usesOf(file: ProjectFile): Use[] {
  return [...nodesOf(parse(file))].flatMap((node) => {
    const { from, names } = namesFrom(node);
    const target = from === undefined ? undefined : findOwnTarget(file.path, from);
    return target === undefined ? [] : names.map((name) => ({ target, ...name }));
  });
}

const isProduct = ({ path }: ProjectFile): boolean =>
  !isTest(path) && !path.startsWith('libs/testing/') && path !== EXAMPLE_READER;

/**
 * The names that files of the product take, as `file name`; an export from an index takes a name if it is taken there.
 */
function takenNames(uses: ReadonlyMap<string, readonly Use[]>): Set<string> {
  const taken = new Set<string>();
  const take = (target: string, name: string): void => {
    if (taken.has(`${target} ${name}`)) return;
    taken.add(`${target} ${name}`);
    for (const use of uses.get(target) ?? [])
      if (use.exportedAs !== undefined && [use.exportedAs, ALL].includes(name)) take(use.target, use.name);
  };
  for (const { target, name, exportedAs } of [...uses.values()].flat())
    if (exportedAs === undefined) take(target, name);
  return taken;
}

/** How often a file uses a name besides declaring it. */
function ownUses(file: ProjectFile, name: string): number {
  return [...nodesOf(parse(file))].filter((node) => ts.isIdentifier(node) && node.text === name).length - 1;
}

const isValue = (file: ProjectFile, name: string): boolean =>
  parse(file).statements.some(
    (node) =>
      (ts.isVariableStatement(node) && node.declarationList.declarations.some((one) => one.name.getText() === name)) ||
      ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name?.text === name),
  );

/**
 * A sentence for each value that the product exports and never uses, and for each that an index exports again and no
 * file imports from there: such names are dead, or only tests use them. A spec may import any file by its path.
 */
export function unusedExports(files: readonly ProjectFile[]): string[] {
  const product = files.filter(isProduct);
  const uses = new Map(product.map((file) => [file.path, usesOf(file)]));
  const taken = takenNames(uses);
  const isTaken = (path: string, name: string): boolean => taken.has(`${path} ${name}`) || taken.has(`${path} ${ALL}`);
  return product
    .filter(({ path }) => path.endsWith('.ts'))
    .flatMap((file) => [
      ...exportedNames(file)
        .filter((name) => isValue(file, name) && !isTaken(file.path, name) && ownUses(file, name) < 1)
        .map((name) => `${file.path}: nothing of the product uses ${name}`),
      ...(uses.get(file.path) ?? [])
        .filter(
          ({ exportedAs, isType }) => exportedAs !== undefined && isType !== true && !isTaken(file.path, exportedAs),
        )
        .map(({ exportedAs }) => `${file.path}: nothing of the product imports ${exportedAs} from here`),
    ]);
}
