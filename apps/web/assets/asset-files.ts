import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { getProjectRoot } from '#libs/database';

/** The media types of the files that are served; a file of another kind is not. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

const OWN = join(getProjectRoot(), 'apps/web/assets');
const OWN_FILES = ['ungestatus.css', 'figures.css', 'ungestatus.svg'];
/** The package exports its script alone, so its other files are found from there. */
const DESIGN = join(createRequire(import.meta.url).resolve('dkfds'), '../..');
const DESIGN_FILES = ['css/dkfds.min.css', ...below('img/svg-icons'), ...below('fonts/IBMPlexSans')];

function below(folder: string): string[] {
  return readdirSync(join(DESIGN, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svg|woff2)$/.test(name))
    .map((name) => `${folder}/${name}`);
}

const FILES: ReadonlyMap<string, string> = new Map([
  ...DESIGN_FILES.map((name) => [name, join(DESIGN, name)] as const),
  ...OWN_FILES.map((name) => [`css/${name}`, join(OWN, name)] as const),
]);

/** Part of every address: a changed file has a new one, so that browsers may keep files for ever. */
const VERSION = versionOf(['css/dkfds.min.css', ...OWN_FILES.map((name) => `css/${name}`)]);

function versionOf(names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of names) hash.update(readFileSync(FILES.get(name) ?? ''));
  return hash.digest('hex').slice(0, 12);
}

const addressOf = (name: string): string => `/assets/${VERSION}/${name}`;

/** The style sheets of every page. */
export const STYLES: readonly string[] = ['css/dkfds.min.css', 'css/ungestatus.css', 'css/figures.css'].map(addressOf);
export const ICON = addressOf('css/ungestatus.svg');

export interface Asset {
  readonly mediaType: string;
  readonly content: Buffer;
  readonly encoding: 'gzip' | undefined;
}

const packed = new Map<string, Promise<Buffer>>();

/** @returns undefined if no file of this version has the name */
export async function findAsset(version: string, name: string, takesGzip: boolean): Promise<Asset | undefined> {
  const path = FILES.get(name);
  if (version !== VERSION || path === undefined) return undefined;
  const mediaType = MEDIA_TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  if (!takesGzip || !mediaType.startsWith('text/css'))
    return { mediaType, content: await readFile(path), encoding: undefined };
  const packing = packed.get(path) ?? readFile(path).then((content) => promisify(gzip)(content));
  packed.set(path, packing);
  return { mediaType, content: await packing, encoding: 'gzip' };
}
