import type { FigureLine } from './run-figures.js';

export interface PublishedLine extends FigureLine {
  readonly date: string;
  readonly commit: string | null;
}

export interface Run {
  readonly id: string;
  readonly date: string;
  readonly commit: string | null;
  readonly machine?: object;
  readonly versions?: Readonly<Record<string, string>>;
  readonly figures: readonly FigureLine[];
}

export const PUBLISHED: string;
export const PAGE: string;
export const IN_README: readonly string[];
export function newest(runs: readonly Run[]): PublishedLine[];
export function pageTable(lines: readonly PublishedLine[]): string;
export function readmeTable(lines: readonly PublishedLine[]): string;
export function shownIn(page: string): string | undefined;
export function publish(root?: string): string;
