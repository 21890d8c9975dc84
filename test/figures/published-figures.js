import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './circumstances.js';
import { BENCH, FIGURES, LINES } from './table.js';

const BEGIN = '<!-- figures: written by npm run figures -- --readme -->';
const END = '<!-- end of figures -->';
/** The published runs. The repository does not hold results: every run writes them anew. */
export const PUBLISHED = 'docs/figures.json';
/** The page with all published figures. */
export const PAGE = 'docs/figures.md';
/** The lines of the README: what a reader asks first, kept promises and missed ones alike. */
export const IN_README =
  'R1 R3 R6 R9 R12 R20 P1-1000 P2-1000 P4-rate P6-single P7-http-p99 P8-monitor-nation-p95 P9-p99 P10-clean'.split(' ');
const RESULTS = ['figures-results', 'bench-results'];

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The runs with results in these folders, without those in short form or of a smaller scale. */
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
  const cells = [id, whatOf(line), shown, number(reach), number(n), seed ?? '', date.slice(0, 10), short];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** The table of the given lines, as `newest` returns them. */
export function table(lines) {
  const heads = ['| figure | what | value | reach | N | seed | date | commit |', '|---|---|---|---|---|---|---|---|'];
  return [...heads, ...lines.map(row)].join('\n');
}

/** The machines of the lines, in one sentence. */
function machines(lines) {
  const seen = new Set(
    lines.map(({ machine, node }) => `${machine?.cpu ?? '?'}, ${machine?.cores} cores, node ${node ?? ''}`),
  );
  const again = 'Again: `npm run figures -- <figure>`, `npm run bench -- <figure>`.';
  return `Measured on ${[...seen].join('; ')}. A commit with + had changes. ${again}`;
}

/** All published lines, as docs/figures.md shows them. */
export const pageTable = (lines) => `${table(lines)}\n\n${machines(lines)}`;

/** The few lines that README shows. */
export const readmeTable = (lines) => table(lines.filter(({ id }) => IN_README.includes(id)));

/** @returns the text between a page's two marks, undefined if they are missing */
export function shownIn(page) {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  return begin < 0 || end < begin ? undefined : page.slice(begin + BEGIN.length, end).trim();
}

/**
 * Takes the results folders into docs/figures.json and writes the tables of docs/figures.md and README.md from it.
 *
 * @returns one sentence for the terminal
 * @throws Error if a page lacks its two marks
 */
export function publish(root = ROOT) {
  const file = join(root, PUBLISHED);
  const lines = newest([...(existsSync(file) ? asRuns(read(file)) : []), ...measured(root)]);
  const pages = [
    [PAGE, pageTable(lines)],
    ['README.md', readmeTable(lines)],
  ].map(([name, text]) => [join(root, name), withTable(root, name, text)]);
  writeFileSync(file, `${JSON.stringify(lines, null, 2)}\n`);
  for (const [path, text] of pages) writeFileSync(path, text);
  return `${lines.length} figures in ${PUBLISHED} and ${PAGE}, the best known in README.md.`;
}

function withTable(root, name, text) {
  const page = readFileSync(join(root, name), 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (shownIn(page) === undefined) throw new Error(`${name} lacks the two marks ${BEGIN} and ${END}.`);
  return `${page.slice(0, begin)}${BEGIN}\n${text}\n${page.slice(end)}`;
}

/** The published lines as runs of one line each. */
const asRuns = (lines) =>
  lines.map(({ date, commit, machine, node, ...figure }) => ({
    date,
    commit,
    machine,
    versions: { node },
    figures: [figure],
  }));
