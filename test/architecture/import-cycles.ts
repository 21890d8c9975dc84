import type { ImportingFile } from './file-imports.ts';
import { isTest } from './project-files.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(files: readonly ImportingFile[], withTypes: boolean): Graph {
  return new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter((one) => !one.isPackage && (withTypes || !one.typeOnly)).map(({ target }) => target),
    ]),
  );
}

/**
 * Files that wire the folders of an app together: they import every folder, and the folders use the files beside them.
 */
const COMPOSITION_ROOT = /^apps\/[^/]+\/(main|[a-z-]+\.module)\.ts$/;

/**
 * The folder that counts as one piece: libs/x, events/x, projections/x, apps/x/y. Files directly in events/ or apps/x/
 * are a folder together; a composition root is one by itself.
 */
function pieceOf(path: string): string {
  if (COMPOSITION_ROOT.test(path)) return path;
  const folders = path.split('/').slice(0, -1);
  return folders.slice(0, folders[0] === 'apps' ? 3 : 2).join('/');
}

function folderGraphOf(files: readonly ImportingFile[]): Graph {
  const graph = new Map<string, string[]>();
  for (const { path, imports } of files) {
    if (isTest(path)) continue;
    const piece = pieceOf(path);
    const targets = imports.filter(({ isPackage }) => !isPackage).map(({ target }) => pieceOf(target));
    graph.set(piece, [...(graph.get(piece) ?? []), ...targets.filter((target) => target !== piece)]);
  }
  return graph;
}

/** The shortest way from the start back to itself, without the start at its end. */
function wayBack(graph: Graph, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    for (const next of graph.get(at) ?? []) {
      if (next === start) return pathTo(at, cameFrom, start);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      waiting.push(next);
    }
  }
  return undefined;
}

function pathTo(end: string, cameFrom: ReadonlyMap<string, string>, start: string): string[] {
  const way = [end];
  for (let at = end; at !== start;) {
    const before = cameFrom.get(at);
    if (before === undefined) break;
    way.unshift((at = before));
  }
  return way;
}

function cyclesIn(graph: Graph): string[] {
  const seen = new Set<string>();
  const cycles: string[] = [];
  for (const start of [...graph.keys()].sort()) {
    const way = seen.has(start) ? undefined : wayBack(graph, start);
    if (way === undefined) continue;
    for (const path of way) seen.add(path);
    cycles.push([...way, start].join(' -> '));
  }
  return cycles;
}

/**
 * Import cycles of files, each once (the shortest one through its first file), as `a -> b -> a`.
 * @param withTypes counts imports that are gone after compiling too
 */
export function importCycles(files: readonly ImportingFile[], withTypes = false): string[] {
  return cyclesIn(graphOf(files, withTypes));
}

/** Import cycles of folders, by value and type imports of the files that are no tests. */
export function folderCycles(files: readonly ImportingFile[]): string[] {
  return cyclesIn(folderGraphOf(files));
}
