import { describe, expect, test } from '@jest/globals';
import { gather, type GatherOptions } from './gather.ts';

/** Doubles numbers together; records its groups. One piece may be `bad`, and everything fails while `away`. */
function doubling(
  options: {
    readonly lanes?: number;
    readonly bad?: number;
    readonly away?: boolean;
    readonly by?: typeof gather;
  } = {},
) {
  const groups: (readonly number[])[] = [];
  const together: GatherOptions<number, number> = {
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

/** Numbers from a hundred on belong to another owner. */
const byOwner: typeof gather = (together) =>
  gather({ ...together, ownerOf: (piece) => (Number(piece) >= 100 ? 'few' : 'many') });

/** The proof: the failure of one piece affects no other. */
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

describe('concurrent calls that are gathered', () => {
  test('run at once if there is one', async () => {
    const { double, groups } = doubling();
    await expect(double(1)).resolves.toBe(2);
    await expect(double(2)).resolves.toBe(4);
    expect(groups).toEqual([[1], [2]]);
  });

  test('run together if they come while the lane is busy, each with its own result', async () => {
    const { double, groups } = doubling();
    await expect(Promise.all([1, 2, 3, 4].map(double))).resolves.toEqual([2, 4, 6, 8]);
    expect(groups).toEqual([[1], [2, 3, 4]]);
  });

  test('run together up to a limit', async () => {
    const { double, groups } = doubling();
    await Promise.all(Array.from({ length: 25 }, (_, piece) => double(piece)));
    expect(groups.map(({ length }) => length)).toEqual([1, 10, 10, 4]);
  });

  test('run with a share for each owner if more wait than the limit', async () => {
    const { double, groups } = doubling({ by: byOwner });
    await Promise.all([...Array.from({ length: 30 }, (_, piece) => piece), 100, 101].map(double));
    expect(groups[1]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 100, 101]);
  });

  test('fail alone', async () => {
    await proveNoHarmByNeighbour(gather);
  });

  test('sabotage: turn that proof red if all of a group get the failure of one', async () => {
    const careless: typeof gather = (together) => gather({ ...together, isOfAll: () => true });
    await expect(proveNoHarmByNeighbour(careless)).rejects.toThrow();
  });

  test('all get a failure that belongs to none, and none is tried again', async () => {
    const { double, groups } = doubling({ away: true });
    const outcomes = await Promise.allSettled([1, 2, 3].map(double));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(groups).toEqual([[1], [2, 3]]);
  });
});
