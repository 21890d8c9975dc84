/**
 * The clocks that are built (docs/glossary.md, "Clocks"): the one list from which the worker, the work list, the contract,
 * the metrics and the texts take theirs. Stored in each opened case: add a name, never change one.
 */
export const CLOCK_NAMES = ['contact'] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];
