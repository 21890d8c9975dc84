import ts from 'typescript';
import type { ProjectFile } from './project-files.ts';

/** The file as TypeScript parses it, so that comments and strings are never taken for code. */
export function parse({ path, text }: ProjectFile): ts.SourceFile {
  return ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.ES2023,
    true,
    path.endsWith('.js') ? ts.ScriptKind.JS : ts.ScriptKind.TS,
  );
}

/** The node and every node below it, in reading order. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** The line of the node, counted from 1. */
export function lineOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
}
