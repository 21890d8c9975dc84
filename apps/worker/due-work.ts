import { Inject, Injectable } from '@nestjs/common';
import { ProgressThinning } from '#libs/subscriptions';
import { NameSweep } from './names/name-sweep.ts';
import { Sweep } from './policies/sweep.ts';
import { WorkerFaults } from './notices/worker-faults.ts';

const SWEEP_MILLISECONDS = 15_000;

/**
 * Work that time alone makes due. Each round selects all work that is due and not done, never only what is "due today",
 * so the first round finds everything missed while no process ran.
 */
@Injectable()
export class DueWork {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Sweep) private readonly deadlines: Sweep,
    @Inject(NameSweep) private readonly names: NameSweep,
    @Inject(ProgressThinning) private readonly thinning: ProgressThinning,
    @Inject(WorkerFaults) private readonly faults: WorkerFaults,
  ) {}

  /** Runs the first round and then one every 15 s. @param onFacts called if a round stated facts */
  async start(onFacts: () => void): Promise<void> {
    await this.run(onFacts);
    this.timer = setInterval(() => void this.run(onFacts), SWEEP_MILLISECONDS);
  }

  async run(onFacts: () => void): Promise<void> {
    await this.attempt('follow-up sweep', async () => {
      if ((await this.deadlines.run()) > 0) onFacts();
    });
    await this.attempt('sweep of names', () => this.names.run());
    await this.attempt('thinning of progress', () => this.thinning.run());
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async attempt(name: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.faults.report(name, error);
    }
  }
}
