import { type Clock, systemClock } from './clock.ts';

/** Receives the new time after each move; `set` and `reset` await its promise. */
export type MoveListener = (now: Date) => void | Promise<void>;

/** The clock of the sandbox: once set to an instant it ticks on from there, as an offset to its base clock. */
export class MovableClock implements Clock {
  readonly #base: Clock;
  readonly #listeners = new Set<MoveListener>();
  #offset = 0;
  #telling: Promise<void> = Promise.resolve();

  constructor(base: Clock = systemClock) {
    this.#base = base;
  }

  now(): Date {
    return new Date(this.#base.now().getTime() + this.#offset);
  }

  /** Milliseconds ahead of the base clock. Store it to keep the sandbox's time over a restart. */
  get offsetMilliseconds(): number {
    return this.#offset;
  }

  /** Restores a stored offset without calling listeners: it is for the start, before any listener is added. */
  set offsetMilliseconds(milliseconds: number) {
    if (!Number.isFinite(milliseconds)) throw new RangeError('offsetMilliseconds must be a finite number');
    this.#offset = milliseconds;
  }

  /**
   * Moves the clock at once, forwards or backwards. Resolves after all listeners.
   * @throws RangeError on an invalid date; AggregateError if listeners failed (the clock has moved all the same)
   */
  async set(instant: Date): Promise<void> {
    const milliseconds = instant.getTime();
    if (Number.isNaN(milliseconds)) throw new RangeError('instant must be a valid date');
    this.#offset = milliseconds - this.#base.now().getTime();
    await this.#tell();
  }

  /** Returns to the base clock; calls and awaits listeners as `set` does. */
  async reset(): Promise<void> {
    this.#offset = 0;
    await this.#tell();
  }

  /**
   * Adds a listener.
   * @returns the function that removes the listener
   */
  onMoved(listener: MoveListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // One round at a time: two moves in a row must not evaluate the same deadlines twice at once.
  async #tell(): Promise<void> {
    const round = this.#telling.then(() => this.#tellAll());
    this.#telling = round.catch(() => undefined);
    await round;
  }

  async #tellAll(): Promise<void> {
    const now = this.now();
    const outcomes = await Promise.allSettled([...this.#listeners].map(async (listener) => listener(now)));
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    if (failures.length > 0)
      throw new AggregateError(failures, 'The clock moved, but not all who listen to it could follow');
  }
}
