import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './circumstances.js';
import { BENCH, FIGURES, LINES } from './table.js';

const BEGIN = '<!-- figures: written by npm run figures -- --readme -->';
const END = '<!-- end of figures -->';
/** The runs README shows. Results themselves stay out of the repository: every run writes them anew. */
export const PUBLISHED = 'docs/figures.json';
const RESULTS = ['figures-results', 'bench-results'];

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The runs whose results lie here, without those in short form or of a smaller scale. */
function measured(root) {
  return RESULTS.map((name) => join(root, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => read(join(folder, name))),
    )
    .filter(
      ({ id, figures, short, scale = 1 }) =>
        typeof id === 'string' && Array.isArray(figures) && short !== true && scale >= 1,
    );
}

/** The newest run of every figure line, in the order of their names. */
export function newest(runs) {
  const lines = new Map();
  for (const { date, commit, machine, versions, figures } of runs) {
    for (const figure of figures) {
      const known = lines.get(figure.id);
      if (known === undefined || known.date < date)
        lines.set(figure.id, { ...figure, date, commit, machine, node: versions?.node ?? null });
    }
  }
  return [...lines.values()].sort((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }));
}

function whatOf({ id, what }) {
  const entry = [...FIGURES, ...BENCH].find((one) => one.id === id.split(/[- ]/)[0]);
  const rest = entry === undefined ? '' : id.slice(entry.id.length + 1);
  return what ?? LINES[id] ?? (entry === undefined ? '' : `${entry.what}${rest === '' ? '' : ` (${rest})`}`);
}

const number = (value) => (typeof value === 'number' ? value.toLocaleString('en') : (value ?? ''));
const cell = (text) => String(text).replaceAll('|', '\\|');

function row(line) {
  const { id, value, unit, reach, n, seed, date, commit, pass } = line;
  const short = `${(commit ?? '').slice(0, 7)}${commit?.includes(' with ') ? '+' : ''}`;
  const shown = `${number(value)} ${unit}${pass ? '' : ' (**not reached**)'}`;
  return `| ${[id, whatOf(line), shown, number(reach), number(n), seed ?? '', date.slice(0, 10), short].map(cell).join(' | ')} |`;
}

/** The table as README shows it, for lines as `newest` gives them. */
export function table(lines) {
  const machines = new Set(
    lines.map(({ machine, node }) => `${machine?.cpu ?? '?'}, ${machine?.cores} cores, node ${node ?? ''}`),
  );
  return [
    '| figure | what | value | reach | N | seed | date | commit |',
    '|---|---|---|---|---|---|---|---|',
    ...lines.map(row),
    '',
    `Measured on ${[...machines].join('; ')}. A commit with + had changes. Again: \`npm run figures -- <figure>\`, \`npm run bench -- <figure>\`.`,
  ].join('\n');
}

/** What stands between the two marks; undefined where they are missing. */
export function shownIn(readme) {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  return begin < 0 || end < begin ? undefined : readme.slice(begin + BEGIN.length, end).trim();
}

/** Takes what lies in the results folders into docs/figures.json and writes README's table from that; a sentence of what was done. */
export function publish(root = ROOT) {
  const file = join(root, PUBLISHED);
  const lines = newest([...(existsSync(file) ? asRuns(read(file)) : []), ...measured(root)]);
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const shown = shownIn(readme);
  if (shown === undefined) throw new Error(`README.md has not the two marks ${BEGIN} and ${END}.`);
  writeFileSync(file, `${JSON.stringify(lines, null, 2)}\n`);
  writeFileSync(
    join(root, 'README.md'),
    readme.replace(`${BEGIN}${between(readme)}${END}`, () => `${BEGIN}\n${table(lines)}\n${END}`),
  );
  return `${lines.length} figures in ${PUBLISHED} and README.md.`;
}

const between = (readme) => readme.slice(readme.indexOf(BEGIN) + BEGIN.length, readme.indexOf(END));

/** What was published is lines, each with its own run. */
const asRuns = (lines) =>
  lines.map(({ date, commit, machine, node, ...figure }) => ({
    date,
    commit,
    machine,
    versions: { node },
    figures: [figure],
  }));
