import { expect, test } from '@jest/globals';
import { inTurns } from './in-turns.ts';

type GoThrough = (pieces: Iterable<number>) => AsyncIterable<number> | Iterable<number>;

/** Occupies the thread for a millisecond. */
function holdThread(): void {
  const until = performance.now() + 1;
  while (performance.now() < until);
}

/** Goes through that many pieces, twice at the same time. @returns the number of turns of another task meanwhile */
async function turnsOfOthers(by: GoThrough, pieces: number): Promise<number> {
  let [turns, done] = [0, false];
  const waiting = (): void => {
    turns += 1;
    if (!done) setImmediate(waiting);
  };
  setImmediate(waiting);
  const goThrough = async (): Promise<void> => {
    for await (const _piece of by(Array.from({ length: pieces }, (_, index) => index))) holdThread();
  };
  await Promise.all([goThrough(), goThrough()]);
  done = true;
  return turns;
}

async function proveOthersHaveTurns(by: GoThrough): Promise<void> {
  expect(await turnsOfOthers(by, 60)).toBeGreaterThanOrEqual(20);
}

test('every piece of a long loop is visited, in order', async () => {
  const seen: number[] = [];
  for await (const piece of inTurns([1, 2, 3])) seen.push(piece);
  expect(seen).toEqual([1, 2, 3]);
});

test('another task gets a turn every few milliseconds, even between two long loops', async () => {
  await proveOthersHaveTurns(inTurns);
});

test('sabotage: a loop without turns turns the proof of turns red', async () => {
  await expect(proveOthersHaveTurns((pieces) => pieces)).rejects.toThrow();
});
