import { Lanes } from './lanes.ts';

/** How concurrent pieces are processed together. */
export interface GatherOptions<Piece, Result> {
  /** Groups in progress at once: while one waits for the disk, the next is processed. */
  readonly lanes: number;
  readonly most: number;
  /** Returns a result per piece, in the order given; all or none. */
  readonly work: (pieces: readonly Piece[]) => Promise<readonly Result[]>;
  /** A failure that is not caused by one of the pieces: all pieces of the group fail, and none is tried again. */
  readonly isOfAll: (error: unknown) => boolean;
  /** A result in a group that the piece alone might not have had; the piece is then tried again alone. */
  readonly isToRetry?: (result: Result) => boolean;
  /** The owner of a piece: if more pieces wait than one group takes, owners are served by turns. */
  readonly ownerOf?: (piece: Piece) => string;
}

interface Waiting<Piece, Result> {
  readonly piece: Piece;
  readonly answer: (result: Result | Promise<Result>) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Coalesces concurrent calls. A piece runs at once if a lane is free; pieces that arrive while all lanes are busy run
 * together. A piece that fails because of another is tried again alone, so that its result is the same as if it had
 * come alone.
 */
export function gather<Piece, Result>(options: GatherOptions<Piece, Result>): (piece: Piece) => Promise<Result> {
  const lanes = new Lanes(options.lanes);
  let waiting: Waiting<Piece, Result>[] = [];
  const takeAll = async (): Promise<void> => {
    const group = fairShare(waiting, options);
    const taken = new Set(group);
    waiting = waiting.filter((one) => !taken.has(one));
    if (waiting.length > 0) void lanes.run(takeAll);
    if (group.length > 0) await doGroup(options, group);
  };
  return (piece) =>
    new Promise((answer, fail) => {
      waiting.push({ piece, answer, fail });
      // One run takes all pieces that wait by then.
      if (waiting.length === 1) void lanes.run(takeAll);
    });
}

/** The first pieces that wait, with an equal share for each owner; the pieces of one owner in the order of arrival. */
function fairShare<Piece, Result>(
  waiting: Waiting<Piece, Result>[],
  { most, ownerOf }: GatherOptions<Piece, Result>,
): readonly Waiting<Piece, Result>[] {
  if (waiting.length <= most || ownerOf === undefined) return waiting.slice(0, most);
  const byOwner = new Map<string, Waiting<Piece, Result>[]>();
  for (const one of waiting) {
    const owner = ownerOf(one.piece);
    const own = byOwner.get(owner);
    if (own) own.push(one);
    else byOwner.set(owner, [one]);
  }
  const chosen = new Set<Waiting<Piece, Result>>();
  for (let round = 0; chosen.size < most; round += 1) {
    for (const own of byOwner.values()) {
      const one = own[round];
      if (one && chosen.size < most) chosen.add(one);
    }
  }
  return waiting.filter((one) => chosen.has(one));
}

/** Never fails: every piece of the group gets a result or an error. */
async function doGroup<Piece, Result>(
  { work, isOfAll, isToRetry }: GatherOptions<Piece, Result>,
  group: readonly Waiting<Piece, Result>[],
): Promise<void> {
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
