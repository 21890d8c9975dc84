import { setTimeout as pause } from 'node:timers/promises';
import type { Step } from './follower.ts';

export interface LoopOptions {
  /** The polling interval of a caught-up follower, in milliseconds; a safeguard against lost wake-ups. */
  readonly pollMilliseconds: number;
  readonly onError: (reader: string, error: unknown) => void;
}

/** The steps that a loop runs: those of a follower, or of a relay that carries pages elsewhere. */
export interface LoopSteps {
  readonly reader: { readonly name: string };
  step(): Promise<Step>;
}

/** Runs one follower until it is stopped. A failing page is tried again after a growing pause, never skipped. */
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

  /** Ends the pause of a caught-up follower: the log has new events. */
  wake(): void {
    this.wakeUp();
  }

  /** Finishes the current page. */
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
        // New events do not shorten this pause: under load a poison page would be tried with every report.
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
