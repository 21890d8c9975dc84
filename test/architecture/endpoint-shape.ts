import ts from 'typescript';
import type { ProjectFile } from './project-files.ts';
import { lineOf, nodesOf, parse } from './source-tree.ts';

const BUSES = new Set(['QueryBus', 'CommandBus']);
/** Decorators that hand over parameters which no declaration has checked. */
const RAW = new Set(['Query', 'Param']);

const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');
const nameOf = (path: string): string => path.split('/').at(-1) ?? path;

function decoratorsOf(node: ts.HasDecorators): readonly string[] {
  return (ts.getDecorators(node) ?? []).map(({ expression }) =>
    (ts.isCallExpression(expression) ? expression.expression : expression).getText(),
  );
}

const classesOf = (file: ProjectFile): ts.ClassDeclaration[] =>
  [...nodesOf(parse(file))].filter((node) => ts.isClassDeclaration(node));
const methodsOf = (node: ts.ClassDeclaration): ts.MethodDeclaration[] =>
  node.members.filter((member) => ts.isMethodDeclaration(member));

/** The names of a class's constructor parameters' types. */
function needsOf(node: ts.ClassDeclaration): string[] {
  const made = node.members.find((member) => ts.isConstructorDeclaration(member));
  return made?.parameters.map(({ type }) => type?.getText() ?? 'unknown') ?? [];
}

/** The files that the imported names of a file come from. */
function sourcesOf(file: ProjectFile): ReadonlyMap<string, string> {
  const imports = [...nodesOf(parse(file))].filter((node) => ts.isImportDeclaration(node));
  return new Map(
    imports.flatMap(({ importClause, moduleSpecifier }) => {
      const bindings = importClause?.namedBindings;
      const from = (moduleSpecifier as ts.StringLiteral).text;
      return bindings !== undefined && ts.isNamedImports(bindings)
        ? bindings.elements.map(({ name }) => [name.text, from] as const)
        : [];
    }),
  );
}

/** Expressions after `schema:` within the answers of a route. */
function answerSchemasOf(method: ts.MethodDeclaration): ts.Expression[] {
  const inAnswers = (node: ts.Node): boolean =>
    node.parent !== undefined &&
    ((ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'answers') || inAnswers(node.parent));
  return [...nodesOf(method)].flatMap((node) =>
    ts.isPropertyAssignment(node) && node.name.getText() === 'schema' && inAnswers(node) ? [node.initializer] : [],
  );
}

function routeFaults(file: ProjectFile, method: ts.MethodDeclaration): string[] {
  const at = `${file.path}:${lineOf(method)}`;
  const sources = sourcesOf(file);
  const raw = method.parameters.flatMap((parameter) => decoratorsOf(parameter).filter((name) => RAW.has(name)));
  const isSent = [...nodesOf(method)].some(
    (node) => ts.isCallExpression(node) && /\.execute$/.test(node.expression.getText()),
  );
  const elsewhere = answerSchemasOf(method).filter((schema) => {
    const from = sources.get(schema.getText());
    return from === undefined || !(/^\.\/[a-z-]+-answer\.ts$/.test(from) || from.startsWith('#libs/'));
  });
  return [
    ...raw.map((name) => `${at}: @${name} reads a parameter that nothing has checked; declare it and take @Parameters`),
    ...(isSent ? [] : [`${at}: answers without the query or command bus`]),
    ...elsewhere.map((schema) => `${at}: ${schema.getText()} stands in no -answer.ts of the folder and no lib`),
  ];
}

function controllerFaults(file: ProjectFile): string[] {
  const name = `${folderOf(file.path).split('/').at(-1)}.controller.ts`;
  const misnamed = nameOf(file.path) === name ? [] : [`${file.path}: the controller of this folder is called ${name}`];
  const faults = classesOf(file).flatMap((node) => {
    const routes = methodsOf(node).filter((method) => decoratorsOf(method).includes('Contract'));
    const more = routes.length === 0 ? [] : needsOf(node).filter((type) => !BUSES.has(type));
    return [
      ...more.map((type) => `${file.path}: a controller needs a bus and nothing else, not ${type}`),
      ...routes.flatMap((route) => routeFaults(file, route)),
    ];
  });
  return [...misnamed, ...faults];
}

/** Whether the method hands its own parameters to one other call and does nothing else. */
function passesOn({ body, parameters }: ts.MethodDeclaration): boolean {
  const [only, second] = body?.statements ?? [];
  if (only === undefined || second !== undefined || !ts.isReturnStatement(only) || !only.expression) return false;
  const call = ts.isAwaitExpression(only.expression) ? only.expression.expression : only.expression;
  if (!ts.isCallExpression(call) || parameters.length === 0) return false;
  const own = parameters.map(({ name }) => name.getText());
  return call.arguments.length > 0 && call.arguments.every((argument) => own.includes(argument.getText()));
}

function messageFaults(file: ProjectFile): string[] {
  const kind = file.path.endsWith('.query.ts') ? 'Query' : 'Command';
  const classes = classesOf(file);
  const messages = classes.filter(({ heritageClauses }) =>
    heritageClauses?.some((clause) => new RegExp(`^extends ${kind}<`).test(clause.getText())),
  );
  const handlers = classes.filter((node) => decoratorsOf(node).includes(`${kind}Handler`));
  const pair = messages.length === 1 && handlers.length === 1;
  const idle = handlers.flatMap(methodsOf).filter((method) => method.name.getText() === 'execute' && passesOn(method));
  return [
    ...(pair ? [] : [`${file.path}: holds one ${kind} and its one handler`]),
    ...idle.map((method) => `${file.path}:${lineOf(method)}: the handler only passes on`),
  ];
}

/** One sentence per departure from the shape of an endpoint's folder (CONTRIBUTING.md). */
export function endpointFaults(files: readonly ProjectFile[]): string[] {
  const controllers = files.filter(({ path }) => /^apps\/.*\.controller\.ts$/.test(path));
  const folders = new Set(controllers.map(({ path }) => folderOf(path)));
  const messages = files.filter(({ path }) => folders.has(folderOf(path)) && /\.(query|command)\.ts$/.test(path));
  const crowded = [...folders].filter(
    (folder) => controllers.filter(({ path }) => folderOf(path) === folder).length > 1,
  );
  return [
    ...crowded.map((folder) => `${folder}: holds more than one controller`),
    ...controllers.flatMap(controllerFaults),
    ...messages.flatMap(messageFaults),
  ];
}
