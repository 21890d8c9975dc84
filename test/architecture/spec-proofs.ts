import ts from 'typescript';
import type { ProjectFile } from './project-files.ts';
import { nodesOf, parse } from './source-tree.ts';
import { type SpecTest, testsOf } from './spec-tests.ts';

/** A function with such a name, from any file, fails if its claim does not hold. */
const PROOF = /^(expect|prove|assert)([A-Z].*)?$/;

/** The names called below the node: `a` for a(), `assert` for fc.assert(). */
function calledIn(node: ts.Node): Set<string> {
  const names = new Set<string>();
  for (const one of nodesOf(node)) {
    if (!ts.isCallExpression(one)) continue;
    if (ts.isIdentifier(one.expression)) names.add(one.expression.text);
    if (ts.isPropertyAccessExpression(one.expression)) names.add(one.expression.name.text);
  }
  return names;
}

/** The functions that the file defines, by name. */
function functionsOf(file: ts.SourceFile): Map<string, ts.Node> {
  const found = new Map<string, ts.Node>();
  for (const node of nodesOf(file)) {
    if (ts.isFunctionDeclaration(node) && node.name && node.body) found.set(node.name.text, node.body);
    if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.initializer &&
      ts.isArrowFunction(node.initializer)
    ) {
      found.set(node.name.text, node.initializer.body);
    }
  }
  return found;
}

function proves(body: ts.Node, own: ReadonlyMap<string, ts.Node>, seen: Set<string>): boolean {
  for (const name of calledIn(body)) {
    if (PROOF.test(name)) return true;
    const called = own.get(name);
    if (called === undefined || seen.has(name)) continue;
    seen.add(name);
    if (proves(called, own, seen)) return true;
  }
  return false;
}

/** Whether the body proves something. The body is a function in place or the name of one in the file. */
function bodyProves({ body }: SpecTest, own: ReadonlyMap<string, ts.Node>): boolean {
  if (body === undefined) return false;
  const named = ts.isIdentifier(body) ? own.get(body.text) : body;
  return named !== undefined && proves(named, own, new Set());
}

/** One sentence per test that expects nothing: it could fail only by an exception. */
export function proofFaults(file: ProjectFile): string[] {
  const own = functionsOf(parse(file));
  return testsOf(file)
    .filter((one) => !bodyProves(one, own))
    .map(({ name, line }) => `${file.path}:${line}: "${name}" expects nothing`);
}
