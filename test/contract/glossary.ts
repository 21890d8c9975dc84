import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One term of the glossary. */
export interface Term {
  readonly da: string;
  readonly en: string;
  readonly definition: string;
}

/** A term of the code; its words are missing if the code has none. */
export interface Coded {
  readonly code: string;
  readonly da?: string;
  readonly en?: string;
}

/** Terms by chapter and code; a chapter is a heading of the second level. */
export type Glossary = ReadonlyMap<string, ReadonlyMap<string, Term>>;

const CELLS = 5;
const FILE = join(import.meta.dirname, '../../docs/glossary.md');

export function readGlossary(): Glossary {
  return parseGlossary(readFileSync(FILE, 'utf8'));
}

/** Throws on a row that has not five cells, or on a code given twice in one chapter. */
export function parseGlossary(text: string): Glossary {
  const chapters = new Map<string, Map<string, Term>>();
  let terms = new Map<string, Term>();
  for (const line of text.split('\n')) {
    const heading = /^## (.+)$/.exec(line)?.[1];
    if (heading !== undefined) chapters.set(heading, (terms = new Map()));
    if (!line.startsWith('|') || /^\|( code |-)/.test(line)) continue;
    const cells = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    const [code = '', da = '', en = '', definition = ''] = cells;
    if (cells.length !== CELLS || terms.has(code))
      throw new Error(`glossary: ${code} has not ${CELLS} cells, or stands twice`);
    terms.set(code, { da, en, definition });
  }
  return chapters;
}

/**
 * One sentence per term that the code has and the chapter lacks or gives in other words, and per term that the code
 * does not have.
 */
export function glossaryFaults(glossary: Glossary, chapter: string, coded: readonly Coded[]): string[] {
  const terms = glossary.get(chapter);
  if (!terms) return [`there is no chapter ${chapter}`];
  const wrong = coded.flatMap(({ code, da, en }) => {
    const term = terms.get(code);
    if (!term) return [`${chapter} lacks ${code}`];
    if (term.da === '' || term.en === '') return [`${chapter}: ${code} has no words`];
    const same = (da === undefined || da === term.da) && (en === undefined || en === term.en);
    return same ? [] : [`${chapter}: ${code} has other words than the code`];
  });
  const known = new Set(coded.map(({ code }) => code));
  const vain = [...terms.keys()].filter((code) => !known.has(code));
  return [...wrong, ...vain.map((code) => `${chapter} has ${code}, the code has not`)];
}
