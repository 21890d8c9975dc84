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
export function newest(runs: readonly Run[]): PublishedLine[];
export function table(lines: readonly PublishedLine[]): string;
export function shownIn(readme: string): string | undefined;
export function publish(root?: string): string;
