/** What takes longer than this waits for something outside; milliseconds. */
const STUCK_MS = 1_000;

/**
 * So many pieces of work at a time, the others in the order they came. Work that is stuck no longer counts: a connection
 * gone dead holds up nobody but those who are on it.
 */
export class Lanes {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((turn) => this.#waiting.push(turn));
    const leave = once(() => this.#next());
    const stuck = setTimeout(leave, STUCK_MS).unref();
    try {
      return await work();
    } finally {
      clearTimeout(stuck);
      leave();
    }
  }

  #next(): void {
    const turn = this.#waiting.shift();
    if (turn === undefined) this.#free += 1;
    else turn();
  }
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
