/**
 * The clocks that exist (docs/glossary.md, "Clocks"). Worker, work list, contract, metrics and texts all use this one
 * list. The name is stored in each opened case: add a name, never change one.
 */
export const CLOCK_NAMES = ['contact'] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];
