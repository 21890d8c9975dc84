import type { IncomingType } from '#events/incoming';
import type { ReportType } from '#events/person-event';
import type { DayNumber, MinuteNumber } from './day-number.ts';
import type { Reporter } from './reporter.ts';

/** A report as its system sends it; texts are made when it leaves the simulation. */
export interface SimulatedReport {
  readonly type: IncomingType;
  /** Content as sent, without the person. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly by: Reporter;
  readonly senderId: string;
  /** Null if the system does not send it. */
  readonly registered: MinuteNumber | null;
  readonly received: MinuteNumber;
  /** For a correction, the type of the corrected report: its content is valid for that type only. */
  readonly corrects: ReportType | null;
}

/** When a report was registered and when it arrived. */
export type Filed = Pick<SimulatedReport, 'registered' | 'received'>;

/** The reports of one life in the order in which they are made; `inOrder` sorts them by arrival. */
export class LifeReports {
  private readonly reports: SimulatedReport[] = [];

  constructor(
    /** Begins every id, e.g. `s1y5u20260630p17`. */
    readonly prefix: string,
    private readonly until: DayNumber,
  ) {}

  /**
   * Adds a report; its id follows from its index.
   * @returns undefined if it arrives after the end of the simulation: it is then unknown, and no report that rests on
   * it may be added
   */
  add(
    type: IncomingType,
    by: Reporter,
    data: SimulatedReport['data'],
    filed: Filed,
    corrects: ReportType | null = null,
  ): SimulatedReport | undefined {
    const { registered, received } = filed;
    const report = {
      type,
      data,
      by,
      senderId: `${this.prefix}e${this.reports.length}`,
      registered,
      received,
      corrects,
    };
    if (received >= (this.until + 1) * 1_440) return undefined;
    this.reports.push(report);
    return report;
  }

  inOrder(): readonly SimulatedReport[] {
    // Stable: reports of the same minute keep the order in which they were made.
    return this.reports.sort((a, b) => a.received - b.received);
  }
}
