export interface Figure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly n: number;
  /** Null where nothing is left to chance. */
  readonly seed: number | null;
  readonly reach: string;
  readonly pass: boolean;
}

/** One line per figure, past jest's own decoration, so that a script can read it. */
export function printFigure(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** The seed of this run: `CRASH_SEED` where a run is to be repeated, else another one each time. */
export function crashSeed(): number {
  return Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1e9));
}
