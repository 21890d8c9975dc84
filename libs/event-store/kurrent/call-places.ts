import { DeadlinePassed } from './failure.ts';

/** Limits concurrent calls; further calls wait in the order of arrival. */
export class CallPlaces {
  private readonly waiting: { take(): void }[] = [];

  constructor(private free: number) {}

  /** @throws DeadlinePassed if no place became free in time */
  async take(milliseconds: number): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiter = { take: () => (clearTimeout(timer), resolve()) };
      const timer = setTimeout(() => {
        // Removes the waiter first: a place given to a waiter that has timed out would be lost for good.
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
