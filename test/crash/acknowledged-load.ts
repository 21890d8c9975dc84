import { setTimeout as pause } from 'node:timers/promises';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { client } from '../service/running.ts';

export type Sent = ReturnType<typeof cloudEvent>;

/** The content of a 202 about one report. */
export interface Acknowledged {
  readonly id: string;
  readonly source: string;
  readonly receipt: string;
  readonly position: number;
}

export interface AcknowledgedBatch {
  readonly receiptId: string;
  readonly accepted: number;
}

const PERSONS = 400;
const EDUCATION = { system: 'cosa', code: '1920' };

/**
 * Sends single reports and batches as fast as they are answered, and records the promises and the calls without one.
 */
export class AcknowledgedLoad {
  readonly acknowledged: Acknowledged[] = [];
  readonly batches: AcknowledgedBatch[] = [];
  /** Calls that broke off: it is unknown whether their reports were accepted. */
  readonly unanswered: Sent[][] = [];
  /** Calls answered 503 with Retry-After: to be sent again, with an unknown outcome as well. */
  readonly turnedAway: Sent[][] = [];
  /** Answers that are neither a promise nor a broken call. */
  readonly surprises: unknown[] = [];
  private up = true;
  private count = 0;

  constructor(
    url: string,
    private readonly random: () => number,
    private readonly service = client(url),
  ) {}

  /** Holds back new calls; open calls go on, or break off. */
  hold(): void {
    this.up = false;
  }

  goOn(): void {
    this.up = true;
  }

  async run(inFlight: number, until: () => boolean): Promise<void> {
    await Promise.all(Array.from({ length: inFlight }, () => this.caller(until)));
  }

  /** Sends the same reports once more, as a sender without an answer does; returns the outcomes in their order. */
  async resend(reports: readonly Sent[]): Promise<string[]> {
    const { status, body } = await this.service.report('sa-nord', reports);
    return status === 202 ? body.items.map((item: { outcome: string }) => item.outcome) : [`status ${status}`];
  }

  private async caller(until: () => boolean): Promise<void> {
    while (!until()) {
      if (this.up) await this.call(this.nextReports());
      else await pause(10);
    }
  }

  private async call(reports: Sent[]): Promise<void> {
    const [single] = reports;
    const answer = await this.service
      .report('sa-nord', reports.length === 1 && single ? single : reports)
      .catch(() => undefined);
    if (!answer) this.unanswered.push(reports);
    else if (answer.status === 503 && answer.headers.get('retry-after')) await this.waitAfter(reports);
    else if (answer.status !== 202) this.surprises.push(answer);
    else this.remember(reports, answer.body);
  }

  private async waitAfter(reports: Sent[]): Promise<void> {
    this.turnedAway.push(reports);
    await pause(50);
  }

  private remember(reports: readonly Sent[], body: any): void {
    for (const [index, { id, source }] of reports.entries()) {
      const { outcome, receipt, position } = body.items[index];
      if (outcome === 'accepted') this.acknowledged.push({ id, source, receipt, position });
      else this.surprises.push(body.items[index]);
    }
    if (reports.length > 1) this.batches.push({ receiptId: body.receiptId, accepted: body.counts.accepted });
  }

  /** One report, or up to forty; about known persons and new ones, so that streams grow and keys are made. */
  private nextReports(): Sent[] {
    const size = this.random() < 0.5 ? 1 : 2 + Math.floor(this.random() * 39);
    return Array.from({ length: size }, () => {
      this.count += 1;
      const cpr = syntheticNumber('2009-02-14', Math.floor(this.random() * PERSONS));
      const data = {
        enrolmentId: `E-${this.count}`,
        institution: '990110',
        education: EDUCATION,
        startsOn: '2025-08-11',
        kind: 'vocational',
      };
      return cloudEvent('enrolment-registered', {
        reporter: '990110',
        cpr,
        id: `load-${this.count}`,
        time: '2026-06-15T06:00:00Z',
        data,
      });
    });
  }
}
