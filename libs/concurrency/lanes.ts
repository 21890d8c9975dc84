/** What takes longer than this waits for something outside; milliseconds. */
const STUCK_MS = 1_000;

/**
 * So many pieces of work at a time. Owners that wait are taken by turns, the pieces of one in the order they came: who brings a
 * hundred waits longer for them, not the others. Work that is stuck no longer counts: a connection gone dead holds up nobody but
 * those who are on it.
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
