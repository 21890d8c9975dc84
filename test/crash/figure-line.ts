export interface Figure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly n: number;
  /** Null if the figure depends on no random choice. */
  readonly seed: number | null;
  readonly reach: string;
  readonly pass: boolean;
}

/** Prints one line per figure, outside jest's own formatting, so that a script can read it. */
export function printFigure(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** The seed of this run: `CRASH_SEED` to repeat a run, else a new one each time. */
export function crashSeed(): number {
  return Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1e9));
}
