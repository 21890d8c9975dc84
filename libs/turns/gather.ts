import { Lanes } from './lanes.ts';

/** How pieces that came at the same time are done together. */
export interface Together<Piece, Result> {
  /** Groups on their way at once: while one waits for the disk the next is worked on. */
  readonly lanes: number;
  readonly most: number;
  /** A result per piece, in the order given; all or none. */
  readonly work: (pieces: readonly Piece[]) => Promise<readonly Result[]>;
  /** A failure that has nothing to do with any one piece: everybody's, and not tried again. */
  readonly isOfAll: (error: unknown) => boolean;
  /** A result of a group that a piece alone might not have had. */
  readonly isToRetry?: (result: Result) => boolean;
}

interface Waiting<Piece, Result> {
  readonly piece: Piece;
  readonly answer: (result: Result | Promise<Result>) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Nobody waits for company: where a lane is free a piece goes at once, and those that arrive while none is are done together.
 * What fails because of a neighbour is tried again by itself, so that each fares as if it had come alone.
 */
export function gather<Piece, Result>(together: Together<Piece, Result>): (piece: Piece) => Promise<Result> {
  const lanes = new Lanes(together.lanes);
  let waiting: Waiting<Piece, Result>[] = [];
  const takeAll = async (): Promise<void> => {
    const group = waiting.slice(0, together.most);
    waiting = waiting.slice(together.most);
    if (waiting.length > 0) void lanes.run(takeAll);
    if (group.length > 0) await doGroup(together, group);
  };
  return (piece) =>
    new Promise((answer, fail) => {
      waiting.push({ piece, answer, fail });
      // One run takes all who wait by then.
      if (waiting.length === 1) void lanes.run(takeAll);
    });
}

/** Never fails: every one of the group is answered. */
async function doGroup<Piece, Result>({ work, isOfAll, isToRetry }: Together<Piece, Result>, group: readonly Waiting<Piece, Result>[]): Promise<void> {
  const alone = async (piece: Piece): Promise<Result> => (await work([piece]))[0] as Result;
  try {
    const results = await work(group.map(({ piece }) => piece));
    group.forEach(({ piece, answer }, index) => {
      const result = results[index] as Result;
      answer(group.length > 1 && isToRetry?.(result) ? alone(piece) : result);
    });
  } catch (error) {
    for (const { piece, answer, fail } of group) {
      if (group.length === 1 || isOfAll(error)) fail(error);
      else answer(alone(piece));
    }
  }
}
