import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { ProjectFile } from '../architecture/project-files.ts';

const OWN = /^(apps|libs|events|projections|test|docs|bin|\.ci)\/[\w./-]*\w\/?$/;

/** The paths from the root that a document names: links to files, and own paths in backticks without a wildcard. */
export function namedPaths({ path, text }: ProjectFile): string[] {
  const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target = '']) =>
    posix.join(posix.dirname(path), target),
  );
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => (OWN.test(code) ? [code] : []));
  return [...links, ...quoted];
}

/** One sentence per missing path that a document names. */
export function lostPaths(
  documents: readonly ProjectFile[],
  isThere: (path: string) => boolean = existsSync,
): string[] {
  return documents.flatMap((document) =>
    namedPaths(document)
      .filter((path) => !isThere(path))
      .map((path) => `${document.path} names ${path}`),
  );
}

/** The codes of a document's tables: the text in backticks in the first cell. */
export function tableCodes(text: string): string[] {
  return [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, code = '']) => code);
}

/** Rows outside any table: behind a blank line, without a head of their own. */
export function strayRows({ path, text }: { readonly path: string; readonly text: string }): string[] {
  const lines = text.replace(/^```[^]*?^```/gm, (block) => block.replace(/^\|/gm, ' ')).split('\n');
  const first = (line: string | undefined, before: string | undefined): boolean =>
    line?.startsWith('|') === true && before?.startsWith('|') !== true;
  return lines.flatMap((line, at) =>
    first(line, lines[at - 1]) && !/^\|[ :|-]+\|$/.test(lines[at + 1] ?? '') ? [`${path}:${at + 1}`] : [],
  );
}
