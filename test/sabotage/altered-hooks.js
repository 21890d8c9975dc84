import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compiled } from '../../libs/testing/typescript-hooks.js';

/** @type {import('./altered.ts').Alteration[]} */
let alterations = [];

export function initialize(given) {
  alterations = given;
}

/** Compiles an altered file; leaves every other file to the hooks registered before. */
export async function load(url, context, next) {
  const wanted = alterations.filter(({ file }) => url.endsWith(`/${file}`));
  if (wanted.length === 0) return next(url, context);
  const path = fileURLToPath(url);
  const source = wanted.reduce(altered, await readFile(path, 'utf8'));
  return { format: 'module', source: await compiled(source, path), shortCircuit: true };
}

/** Throws if an alteration no longer matches: the product would stay unaltered and the proof would show nothing. */
function altered(source, { file, from, to }) {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`${file} holds the text to alter ${parts.length - 1} times: ${from}`);
  return parts.join(to);
}
