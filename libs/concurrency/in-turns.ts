import { setImmediate as othersFirst } from 'node:timers/promises';

/** The longest such work holds the thread without asking whether somebody waits; milliseconds. */
const TURN_MS = 2;

/** Whoever has had a turn stands here: one goes on each time round the event loop, however many have long work to do. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Gives the thread to others between the pieces of long work. There is one thread for everything: without turns a page of 500
 * persons being folded held up every answer for a tenth of a second.
 */
export class Turn {
  #began = performance.now();

  /** @param limit ends the work: its reason is thrown at the next pause */
  constructor(private readonly limit?: AbortSignal) {}

  get isOver(): boolean {
    return performance.now() - this.#began >= TURN_MS;
  }

  /** Call only if the turn is over: waiting costs time even if nobody waits. */
  async next(): Promise<void> {
    await (queue = queue.then(() => othersFirst()));
    this.limit?.throwIfAborted();
    this.#began = performance.now();
  }
}

/** Goes through long work piece by piece, with pauses for others in between. */
export async function* inTurns<Piece>(pieces: Iterable<Piece>, turn = new Turn()): AsyncGenerator<Piece, void> {
  for (const piece of pieces) {
    if (turn.isOver) await turn.next();
    yield piece;
  }
}

/** Work that can pause after each step. */
export type Steps<Result> = Generator<void, Result, void>;

/** Does all steps at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Does the steps with pauses for others in between. */
export async function finishInTurns<Result>(steps: Steps<Result>, turn = new Turn()): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (turn.isOver) await turn.next();
  }
}
