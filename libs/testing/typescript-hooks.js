import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

/** The same reading of TypeScript as jest.config.js. */
const OPTIONS = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** `#libs/...` leads to the source instead of dist, for our own names only. */
export function resolve(specifier, context, next) {
  if (!specifier.startsWith('#')) return next(specifier, context);
  return next(specifier, { ...context, conditions: ['source', ...context.conditions] });
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
  const file = fileURLToPath(url);
  return { format: 'module', source: await compiled(await readFile(file, 'utf8'), file), shortCircuit: true };
}

/** A source text of the file as JavaScript. */
export async function compiled(source, file) {
  return (await transform(source, { ...OPTIONS, filename: file })).code;
}
