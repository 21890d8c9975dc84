import { DeadlinePassed } from './failure.ts';

/** So many calls at once, the others in the order they came. */
export class CallPlaces {
  private readonly waiting: { take(): void }[] = [];

  constructor(private free: number) {}

  /** @throws DeadlinePassed when no place came free in time */
  async take(milliseconds: number): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiter = { take: () => (clearTimeout(timer), resolve()) };
      const timer = setTimeout(() => {
        // Out of the queue first: a place handed to somebody who left would be lost for good.
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        reject(new DeadlinePassed());
      }, milliseconds);
      this.waiting.push(waiter);
    });
  }

  give(): void {
    const next = this.waiting.shift();
    if (next) next.take();
    else this.free += 1;
  }
}
