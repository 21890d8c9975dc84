import type { FileImport, ImportingFile } from './file-imports.ts';
import { isTest } from './project-files.ts';

/** The framework, the HTTP server and the database: pure code reaches none of them, over any number of files. */
const OUTSIDE = new Set(['fastify', 'pg', 'pg-copy-streams', 'typeorm']);
const PURE = /^(events\/.+|projections\/.+\.evolve|libs\/(rules|access)\/.+)\.ts$/;

const isOutside = ({ target, isPackage }: FileImport): boolean =>
  isPackage && (OUTSIDE.has(target) || target.startsWith('@nestjs/'));

/** For each pure file that reaches the outside by imports that run, the shortest way: `a -> b -> pg`. */
export function layerFaults(files: readonly ImportingFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files
    .filter(({ path }) => PURE.test(path) && !isTest(path))
    .flatMap(({ path }) => findWayOut(path, byPath) ?? []);
}

function findWayOut(start: string, byPath: ReadonlyMap<string, ImportingFile>): string | undefined {
  const ways = new Map([[start, start]]);
  for (const [path, way] of ways) {
    for (const one of byPath.get(path)?.imports ?? []) {
      if (one.typeOnly) continue;
      if (isOutside(one)) return `${way} -> ${one.target}`;
      // The loop goes on over the files added here.
      if (!one.isPackage && !ways.has(one.target)) ways.set(one.target, `${way} -> ${one.target}`);
    }
  }
  return undefined;
}

export type Floor = 'ground' | 'engine';

/** The floor of each lib by the tables of libs/README.md; the last mention wins. */
export function floorsOf(readme: string): Map<string, Floor> {
  const floors = new Map<string, Floor>();
  let floor: Floor | undefined;
  for (const line of readme.split('\n')) {
    const chapter = /^## (Ground|Engine)\b/.exec(line)?.[1];
    if (chapter !== undefined) floor = chapter === 'Ground' ? 'ground' : 'engine';
    const lib = /^\| `([a-z-]+)` \|/.exec(line)?.[1];
    if (lib !== undefined && floor !== undefined) floors.set(lib, floor);
  }
  return floors;
}

const libOf = (path: string): string | undefined => /^libs\/([^/]+)\//.exec(path)?.[1];

/** A sentence for each lib without a floor, each floor without a lib, and each import of the ground that leads up. */
export function floorFaults(files: readonly ImportingFile[], readme: string): string[] {
  const floors = floorsOf(readme);
  const libs = new Set(files.flatMap(({ path }) => libOf(path) ?? []));
  const upward = files
    .filter(({ path }) => !isTest(path) && floors.get(libOf(path) ?? '') === 'ground')
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target.startsWith('events/') || floors.get(libOf(target) ?? '') === 'engine')
        .map(({ target }) => `${path} is ground and imports ${target}`),
    );
  return [
    ...[...libs].filter((lib) => !floors.has(lib)).map((lib) => `libs/${lib} has no floor in libs/README.md`),
    ...[...floors.keys()].filter((lib) => !libs.has(lib)).map((lib) => `libs/README.md names ${lib}, which is no lib`),
    ...upward,
  ];
}
