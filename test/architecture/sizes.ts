import type { ProjectFile } from './project-files.ts';

export const MOST_LINES = 300;
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

/** The size in bytes that the given share of the files does not exceed; 0 for no files. */
export function sizeAt(share: number, files: readonly ProjectFile[]): number {
  const sizes = files.map(({ text }) => Buffer.byteLength(text)).sort((a, b) => a - b);
  return sizes[Math.max(0, Math.ceil(share * sizes.length) - 1)] ?? 0;
}
