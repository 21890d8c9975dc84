import { setImmediate as othersFirst } from 'node:timers/promises';

/** The longest time that such work holds the thread without a pause; milliseconds. */
const TURN_MS = 2;

/** The queue of work whose turn is over: one piece of work continues per round of the event loop, however many wait. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Gives the thread to other tasks between the pieces of long work. There is one thread for everything: without turns,
 * folding a page of 500 persons delayed every answer by a tenth of a second.
 */
export class Turn {
  #began = performance.now();

  /** @param limit aborts the work: its reason is thrown at the next pause */
  constructor(private readonly limit?: AbortSignal) {}

  get isOver(): boolean {
    return performance.now() - this.#began >= TURN_MS;
  }

  /** Call only if the turn is over: the pause costs time even if no other task waits. */
  async next(): Promise<void> {
    await (queue = queue.then(() => othersFirst()));
    this.limit?.throwIfAborted();
    this.#began = performance.now();
  }
}

/** Iterates over long work piece by piece, with pauses for other tasks. */
export async function* inTurns<Piece>(pieces: Iterable<Piece>, turn = new Turn()): AsyncGenerator<Piece, void> {
  for (const piece of pieces) {
    if (turn.isOver) await turn.next();
    yield piece;
  }
}

/** Work that can pause after each step. */
export type Steps<Result> = Generator<void, Result, void>;

/** Runs all steps at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Runs the steps with pauses for other tasks. */
export async function finishInTurns<Result>(steps: Steps<Result>, turn = new Turn()): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (turn.isOver) await turn.next();
  }
}
