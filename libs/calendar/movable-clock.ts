import { type Clock, systemClock } from './clock.ts';

/** Told the new time after each move; its promise is awaited by `set` and `reset`. */
export type MoveListener = (now: Date) => void | Promise<void>;

/** The sandbox's clock: set to an instant it goes on ticking from there, as an offset to the clock it stands on. */
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

  /** Milliseconds ahead of the clock it stands on; keep it to carry the sandbox's time over a restart. */
  get offsetMilliseconds(): number {
    return this.#offset;
  }

  /** Restores a kept offset. Tells nobody: it is for the start, before anybody listens. */
  set offsetMilliseconds(milliseconds: number) {
    if (!Number.isFinite(milliseconds)) throw new RangeError('offsetMilliseconds must be a finite number');
    this.#offset = milliseconds;
  }

  /**
   * Moves the clock at once, forwards or backwards; resolves when every listener is done.
   * Throws RangeError on an invalid date, AggregateError when listeners failed (the clock has moved all the same).
   */
  async set(instant: Date): Promise<void> {
    const milliseconds = instant.getTime();
    if (Number.isNaN(milliseconds)) throw new RangeError('instant must be a valid date');
    this.#offset = milliseconds - this.#base.now().getTime();
    await this.#tell();
  }

  /** Back to the clock it stands on; listeners are told and awaited as by `set`. */
  async reset(): Promise<void> {
    this.#offset = 0;
    await this.#tell();
  }

  /** Returns the function that ends the listening. */
  onMoved(listener: MoveListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // One round at a time: two moves in a row must not have the same deadlines evaluated twice side by side.
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
