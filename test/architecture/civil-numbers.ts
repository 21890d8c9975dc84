import type { ProjectFile } from './project-files.ts';

const TOKEN = /(?<![A-Za-z0-9])(\d{2})(\d{2})(\d{2})(-?)(\d{4})(?![A-Za-z0-9])/g;
/** Added to the day of a synthetic number, so that no person can have it. */
const SYNTHETIC = 60;

const daysIn = (month: number): number => [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
const isDay = (day: number, month: number): boolean => day >= 1 && day <= daysIn(month);

export interface CivilNumbers {
  readonly synthetic: number;
  /** The places of numbers that a person could have; never the number itself. */
  readonly faults: readonly string[];
}

/** Every token of ten digits (with or without hyphen) that begins with a day and a month, read as a civil number. */
export function civilNumbers(files: readonly ProjectFile[]): CivilNumbers {
  let synthetic = 0;
  const faults: string[] = [];
  for (const { path, text } of files) {
    for (const [at, line] of text.split('\n').entries()) {
      for (const [, day, month] of line.matchAll(TOKEN)) {
        if (isDay(Number(day), Number(month)))
          faults.push(`${path}:${at + 1}: reads as a civil number somebody could have`);
        if (isDay(Number(day) - SYNTHETIC, Number(month))) synthetic += 1;
      }
    }
  }
  return { synthetic, faults };
}
