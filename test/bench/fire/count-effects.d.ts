interface Effect {
  readonly stream: string;
  readonly version: number;
}

/**
 * Compares the effects of a reader with the committed events: lost, done twice, out of order within a person, and done
 * though rolled back.
 */
export function countEffects(
  committed: readonly Effect[],
  effects: readonly Effect[],
): { lost: number; twice: number; disordered: number; never: number };
