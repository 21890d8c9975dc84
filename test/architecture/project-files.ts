import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** A file of the project: its path from the root with forward slashes, and its text. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** What .gitignore excludes. Does not call git, because the tests also run where only Node is installed. */
const IGNORED = new Set(['.git', 'node_modules', 'dist', '.data', 'bench-results', 'figures-results']);
const BINARY = /\.(png|jpe?g|gif|ico|woff2?|ttf|pdf|xlsx|zip|gz|log|tsbuildinfo)$/;

function pathsBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !IGNORED.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return pathsBelow(path);
      return entry.isFile() ? [path] : [];
    });
}

/** Every text file of the project, sorted by path. */
export function readProject(): ProjectFile[] {
  return pathsBelow('')
    .filter((path) => !BINARY.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

export const isCode = ({ path }: ProjectFile): boolean => /\.(ts|js)$/.test(path);

/** Specs and everything below test/: the rules for size and name apply, the rules for imports do not. */
export const isTest = (path: string): boolean => path.startsWith('test/') || /\.(spec|proof)\.ts$/.test(path);
