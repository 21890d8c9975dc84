import type { Entry } from './run-figures.js';

export const FIGURES: readonly Entry[];
export const LINES: Readonly<Record<string, string>>;
