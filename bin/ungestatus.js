#!/usr/bin/env node
import { existsSync } from 'node:fs';

/** Runs before anything else is loaded: an older Node would fail deep in a library, with a stack. */
const OLDEST = [20, 19];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const program = new URL('../dist/apps/cli/main.js', import.meta.url);

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `Ungestatus needs Node ${OLDEST.join('.')} or later; this is ${process.version}. Install a newer Node.`,
  );
  process.exitCode = 1;
} else if (!existsSync(program)) {
  console.error('Ungestatus is not built yet. Run npm run build, then start again.');
  process.exitCode = 1;
} else {
  await import(program.href);
}
