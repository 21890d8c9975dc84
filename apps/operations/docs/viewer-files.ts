import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The files of the viewer's package that the page needs; no other file is served. */
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

export interface ViewerFile {
  readonly mediaType: string;
  readonly content: Buffer;
}

/** @returns undefined for a name that is none of the viewer's files */
export async function findViewerFile(name: string): Promise<ViewerFile | undefined> {
  const mediaType = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
  if (mediaType === undefined) return undefined;
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return { mediaType, content: await readFile(join(folder, name)) };
}
