import type { CloudEvent } from '#libs/csv-import';
import type { ReportIntake, Sender } from '#libs/intake';
import type { Pace } from '#libs/subscriptions';
import type { ImportOutcome } from './outcome.ts';

const BATCH = 1_000;

/** Sends reports in batches: one is sent while the next is read, mapped and checked; never more, to keep the order. */
export class FileSending {
  private batch: CloudEvent[] = [];
  /** Row of each report in the batch. */
  private rows: number[] = [];
  private underway: Promise<void> = Promise.resolve();

  constructor(
    private readonly intake: ReportIntake,
    private readonly pace: Pace,
    private readonly sender: Sender,
    private readonly outcome: ImportOutcome,
  ) {}

  /** @returns whether a batch was sent */
  async add(row: number, events: readonly CloudEvent[]): Promise<boolean> {
    this.batch.push(...events);
    this.rows.push(...events.map(() => row));
    if (this.batch.length < BATCH) return false;
    await this.send();
    return true;
  }

  /** Resolves when every report is durable. */
  async end(): Promise<void> {
    await this.send();
    await this.underway;
  }

  private async send(): Promise<void> {
    const { batch: reports, rows, intake, sender } = this;
    this.batch = [];
    this.rows = [];
    const checked = intake.check({ sender, reports, kind: 'batch' });
    await this.underway;
    if (reports.length === 0) return;
    await this.pace.keep();
    this.underway = intake.acceptChecked(checked).then((receipt) => this.outcome.batch(receipt, rows));
    // Awaited before the next batch; until then a failure must not count as unhandled.
    this.underway.catch(() => undefined);
  }
}
