import { setImmediate as othersFirst } from 'node:timers/promises';

/** The longest such work holds the thread without asking whether somebody waits; milliseconds. */
const TURN_MS = 2;

/** Whoever has had a turn stands here: one goes on each time round the event loop, however many have long work to do. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Goes through long work piece by piece. There is one thread for everything: without turns a page of 500 persons being folded
 * held up every answer for a tenth of a second.
 */
export async function* inTurns<Piece>(pieces: Iterable<Piece>): AsyncGenerator<Piece, void> {
  let began = performance.now();
  for (const piece of pieces) {
    if (performance.now() - began >= TURN_MS) {
      await (queue = queue.then(() => othersFirst()));
      began = performance.now();
    }
    yield piece;
  }
}
