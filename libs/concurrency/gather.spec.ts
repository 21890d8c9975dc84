import { describe, expect, test } from '@jest/globals';
import { gather, type Together } from './gather.ts';

/** Doubles numbers together; tells the groups it was given. One piece may be `bad`, and everything fails while `away`. */
function doubling(
  options: {
    readonly lanes?: number;
    readonly bad?: number;
    readonly away?: boolean;
    readonly by?: typeof gather;
  } = {},
) {
  const groups: (readonly number[])[] = [];
  const together: Together<number, number> = {
    lanes: options.lanes ?? 1,
    most: 10,
    work: async (pieces) => {
      groups.push(pieces);
      await new Promise((resolve) => setImmediate(resolve));
      if (options.away === true) throw new Error('away');
      if (options.bad !== undefined && pieces.includes(options.bad)) throw new Error('bad');
      return pieces.map((piece) => piece * 2);
    },
    isOfAll: (error) => (error as Error).message === 'away',
  };
  return { double: (options.by ?? gather)(together), groups };
}

/** A hundred and more are another owner's. */
const byOwner: typeof gather = (together) =>
  gather({ ...together, ownerOf: (piece) => (Number(piece) >= 100 ? 'few' : 'many') });

/** The proof: what one piece does wrong is its own. */
async function proveNoHarmByNeighbour(by: typeof gather): Promise<void> {
  const { double, groups } = doubling({ bad: 3, by });
  const outcomes = await Promise.allSettled([0, 1, 2, 3, 4].map(double));
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(groups).toEqual([[0], [1, 2, 3, 4], [1], [2], [3], [4]]);
}

describe('pieces that come at the same time', () => {
  test('one alone goes at once', async () => {
    const { double, groups } = doubling();
    await expect(double(1)).resolves.toBe(2);
    await expect(double(2)).resolves.toBe(4);
    expect(groups).toEqual([[1], [2]]);
  });

  test('those that come while the lane is taken go together, each with its own result', async () => {
    const { double, groups } = doubling();
    await expect(Promise.all([1, 2, 3, 4].map(double))).resolves.toEqual([2, 4, 6, 8]);
    expect(groups).toEqual([[1], [2, 3, 4]]);
  });

  test('no more than so many together', async () => {
    const { double, groups } = doubling();
    await Promise.all(Array.from({ length: 25 }, (_, piece) => double(piece)));
    expect(groups.map(({ length }) => length)).toEqual([1, 10, 10, 4]);
  });

  test('if more wait than go together, each owner has its share', async () => {
    const { double, groups } = doubling({ by: byOwner });
    await Promise.all([...Array.from({ length: 30 }, (_, piece) => piece), 100, 101].map(double));
    expect(groups[1]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 100, 101]);
  });

  test('one that fails, fails alone', async () => {
    await proveNoHarmByNeighbour(gather);
  });

  test('sabotage: a gathering that gives all of a group the failure of one turns that proof red', async () => {
    const careless: typeof gather = (together) => gather({ ...together, isOfAll: () => true });
    await expect(proveNoHarmByNeighbour(careless)).rejects.toThrow();
  });

  test("a failure that is nobody's own is told to all, and nothing is tried again", async () => {
    const { double, groups } = doubling({ away: true });
    const outcomes = await Promise.allSettled([1, 2, 3].map(double));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(groups).toEqual([[1], [2, 3]]);
  });
});
