import type { ImportingFile } from './file-imports.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(files: readonly ImportingFile[], withTypes: boolean): Graph {
  return new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter((one) => !one.isPackage && (withTypes || !one.typeOnly)).map(({ target }) => target),
    ]),
  );
}

/** The shortest way from the file back to itself, without the file at its end. */
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

/**
 * Import cycles, each once (the shortest one through its first file), as `a -> b -> a`.
 * @param withTypes includes imports that the compiler removes, which are harmless at run time
 */
export function importCycles(files: readonly ImportingFile[], withTypes = false): string[] {
  const graph = graphOf(files, withTypes);
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
