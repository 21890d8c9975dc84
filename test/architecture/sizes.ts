import { isTest, type ProjectFile } from './project-files.ts';

export const MOST_LINES = 300;
export const MOST_COLUMNS = 120;
/** A test title stays one string, so that it can be searched for; its line may be a little longer. */
export const MOST_COLUMNS_OF_A_TITLE = 140;
/** House rule 3: about 2 KB. */
export const MEDIAN_BYTES = 2_560;

const HAND_WRITTEN = /\.(ts|js|sql|njk|sh)$/;

/** The files written by hand. */
export function handWritten(files: readonly ProjectFile[]): ProjectFile[] {
  return files.filter(({ path }) => HAND_WRITTEN.test(path));
}

const lineCount = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** One sentence per file that is too long. */
export function lengthFaults(files: readonly ProjectFile[]): string[] {
  return handWritten(files)
    .map(({ path, text }) => ({ path, lines: lineCount(text) }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path} has ${lines} lines, not ${MOST_LINES} at most`);
}

const TITLE = /^\s*(?:(?:test|it|describe)\b[^'"`]*)?(['"`]).*\1,(?: (?:async )?\(.*\) => (?:\{|.*;))?$/;
const SHIPPED_MIGRATION = /\d{4}-[^/]+\.table\.sql$/;
const WITH_LINES = /\.(ya?ml)$/;

/** One sentence per line that is too long. A shipped migration is never edited, so its lines stay. */
export function widthFaults(files: readonly ProjectFile[]): string[] {
  return files
    .filter(({ path }) => (HAND_WRITTEN.test(path) || WITH_LINES.test(path)) && !SHIPPED_MIGRATION.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, at) => {
        const most = isTest(path) && TITLE.test(line) ? MOST_COLUMNS_OF_A_TITLE : MOST_COLUMNS;
        const columns = [...line].length;
        return columns > most ? [`${path}:${at + 1} has ${columns} columns, not ${most} at most`] : [];
      }),
    );
}

/** The size in bytes that the given share of the files does not exceed; 0 for no files. */
export function sizeAt(share: number, files: readonly ProjectFile[]): number {
  const sizes = files.map(({ text }) => Buffer.byteLength(text)).sort((a, b) => a - b);
  return sizes[Math.max(0, Math.ceil(share * sizes.length) - 1)] ?? 0;
}
