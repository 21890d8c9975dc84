import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function isProject(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'ungestatus';
}

/**
 * The folder of the package.json of ungestatus, the same from source and from `dist/` (the compiler copies no SQL, so
 * migrations are always read from the source tree).
 * @throws Error if the program was taken out of its package
 */
export function getProjectRoot(from: string = import.meta.url): string {
  let folder = dirname(fileURLToPath(from));
  while (!isProject(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No package.json named ungestatus above the program.');
    folder = parent;
  }
  return folder;
}
