interface Effect {
  readonly stream: string;
  readonly version: number;
}

/** What a reader did with what was committed: lost, done twice, out of order within a person, and done though rolled back. */
export function countEffects(
  committed: readonly Effect[],
  effects: readonly Effect[],
): { lost: number; twice: number; disordered: number; never: number };
