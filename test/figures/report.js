import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { circumstances, ROOT } from './circumstances.js';

/** Writes the figures of one run with their circumstances to figures-results/{id}.json. */
export function keep(id, figures) {
  const folder = process.env.FIGURES_RESULTS ?? join(ROOT, 'figures-results');
  mkdirSync(folder, { recursive: true });
  const seed = figures.find((figure) => figure.seed !== null)?.seed ?? null;
  writeFileSync(join(folder, `${id}.json`), `${JSON.stringify({ id, seed, ...circumstances(), figures }, null, 2)}\n`);
}

/** Prints one line per figure. A script run alone also keeps them; else `npm run figures` does. */
export function report(name, figures) {
  for (const figure of figures) console.log(JSON.stringify(figure));
  if (!process.env.FIGURES_RUN) keep(name, figures);
}
