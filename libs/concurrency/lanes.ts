/** Work that takes longer than this is stuck: it waits for something outside; milliseconds. */
const STUCK_MS = 1_000;

/**
 * Limits the number of pieces of work that run at a time. Waiting owners are served by turns, the pieces of one in the
 * order of arrival: an owner with a hundred pieces waits longer for them, and the others do not. Work that is stuck no
 * longer counts: a dead connection delays only the work that uses it.
 */
export class Lanes {
  /** In the order of their turns. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  async run<T>(work: () => Promise<T>, owner = ''): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((turn) => this.#wait(owner, turn));
    const leave = once(() => this.#next());
    const stuck = setTimeout(leave, STUCK_MS).unref();
    try {
      return await work();
    } finally {
      clearTimeout(stuck);
      leave();
    }
  }

  #wait(owner: string, turn: () => void): void {
    const own = this.#waiting.get(owner);
    if (own) own.push(turn);
    else this.#waiting.set(owner, [turn]);
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#free += 1;
      return;
    }
    const [owner, own] = first;
    const turn = own.shift();
    this.#waiting.delete(owner);
    if (own.length > 0) this.#waiting.set(owner, own);
    turn?.();
  }
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
