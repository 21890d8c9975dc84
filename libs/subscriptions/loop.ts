import { setTimeout as pause } from 'node:timers/promises';
import type { Step } from './follower.ts';

export interface LoopOptions {
  /** How long a caught-up follower sleeps unless woken: the net under lost wake-ups, in milliseconds. */
  readonly pollMilliseconds: number;
  readonly onError: (reader: string, error: unknown) => void;
}

/** What a loop runs: a follower, or whoever carries pages elsewhere. */
export interface LoopSteps {
  readonly reader: { readonly name: string };
  step(): Promise<Step>;
}

/** Runs one follower until stopped; a failing page is tried again after a growing pause, never skipped. */
export class FollowerLoop {
  private readonly stopping = new AbortController();
  private wakeUp: () => void = () => undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly follower: LoopSteps,
    private readonly options: LoopOptions,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** There is something new in the log. */
  wake(): void {
    this.wakeUp();
  }

  /** Finishes the page at hand. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp();
    await this.running;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => (this.wakeUp = resolve));
      try {
        const step = await this.follower.step();
        failures = 0;
        if (step !== 'applied') await this.sleep(woken, this.options.pollMilliseconds);
      } catch (error) {
        failures += 1;
        this.options.onError(this.follower.reader.name, error);
        // News do not cut this pause short: under load a poison page would be tried with every report.
        await pause(Math.min(5_000, 50 * 2 ** failures), undefined, { signal: this.stopping.signal }).catch(
          () => undefined,
        );
      }
    }
  }

  private async sleep(woken: Promise<void>, milliseconds: number): Promise<void> {
    const timer = new AbortController();
    await Promise.race([woken, pause(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }
}
