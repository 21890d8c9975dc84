export interface FigureLine {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly n: number | string;
  readonly seed: number | null;
  readonly reach: number | string | null;
  readonly pass: boolean;
}

export interface Entry {
  readonly id: string;
  readonly what: string;
  readonly spec?: string;
  readonly command?: readonly string[];
  readonly long?: Readonly<Record<string, string>>;
  readonly lines?: readonly string[];
  readonly timed?: readonly string[];
  readonly minutes: number;
}

export interface Outcome {
  readonly id: string;
  readonly figures: readonly FigureLine[];
  readonly verdict: string;
}

export interface RunOptions {
  readonly keep: (id: string, figures: readonly FigureLine[]) => void;
  readonly say: (line: string) => void;
  readonly short?: boolean;
  readonly untimed?: boolean;
}

export function runFigures(entries: readonly Entry[], options: RunOptions): Promise<Outcome[]>;
export function exitStatus(outcomes: readonly Outcome[]): 0 | 1 | 77;
export function summary(outcomes: readonly Outcome[]): string;
