/** A drawing's size in its own units; the style sheet scales it. */
const WIDTH = 700;
const HEIGHT = 214;
const LEFT = 84;
const RIGHT = 12;
const TOP = 14;
const BOTTOM = 40;

export interface TrendDrawing {
  readonly width: number;
  readonly height: number;
  /** A line for each run of weeks without a gap. */
  readonly lines: readonly string[];
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly levels: readonly { readonly y: number; readonly text: string }[];
  /** The weeks that the figures count. */
  readonly field: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly left: number;
  readonly right: number;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/**
 * The shares of consecutive weeks as lines on a fixed scale of 0 to 100 %, so that drawings can be compared. A week
 * without a share is a gap, not zero.
 * @param counted number of last weeks to mark
 */
export function trendDrawing(
  shares: readonly (number | undefined)[],
  { counted }: { readonly counted: number },
): TrendDrawing {
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, shares.length - 1);
  const xOf = (at: number): number => rounded(LEFT + at * step);
  const yOf = (share: number): number => rounded(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM));
  const points = shares.map((share, at) => (share === undefined ? undefined : { x: xOf(at), y: yOf(share) }));
  const begin = xOf(Math.max(0, shares.length - counted));
  return {
    width: WIDTH,
    height: HEIGHT,
    lines: runsOf(points).map((run) => run.map(({ x, y }) => `${x},${y}`).join(' ')),
    dots: points.flatMap((point) => point ?? []),
    levels: [1, 0.5, 0].map((share) => ({ y: yOf(share), text: `${share * 100} %` })),
    field: { x: begin, y: yOf(1), width: rounded(xOf(shares.length - 1) - begin), height: rounded(yOf(0) - yOf(1)) },
    left: LEFT,
    right: WIDTH - RIGHT,
  };
}

/** The longest runs without a gap. */
function runsOf<Point extends object>(points: readonly (Point | undefined)[]): Point[][] {
  const runs: Point[][] = [[]];
  for (const point of points) {
    if (point === undefined) runs.push([]);
    else runs.at(-1)?.push(point);
  }
  return runs.filter((run) => run.length > 1);
}
