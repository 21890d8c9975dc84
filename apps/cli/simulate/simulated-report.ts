import type { IncomingType } from '#events/incoming';
import type { ReportType } from '#events/person-event';
import type { DayNumber, MinuteNumber } from './day-number.ts';
import type { Reporter } from './reporter.ts';

/** A report as its system sends it; texts are made where it leaves the simulation. */
export interface SimulatedReport {
  readonly type: IncomingType;
  /** As sent, without the person. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly by: Reporter;
  readonly senderId: string;
  /** null where the system does not tell. */
  readonly registered: MinuteNumber | null;
  readonly received: MinuteNumber;
  /** For a correction, the type of what it corrects: the only one its content is valid for. */
  readonly corrects: ReportType | null;
}

/** When a report was written down and when it came in. */
export type Filed = Pick<SimulatedReport, 'registered' | 'received'>;

/** The reports of one life as they are told, in any order; `inOrder` sorts them by arrival. */
export class Told {
  private readonly reports: SimulatedReport[] = [];

  constructor(
    /** Begins every id, e.g. `s1y5u20260630p17`. */
    readonly prefix: string,
    private readonly until: DayNumber,
  ) {}

  /**
   * Tells a report, whose id follows from its place in the telling. Undefined where it comes in after the end of the
   * simulation: nobody knows of it yet, and what rests on it must not be told either.
   */
  tell(
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
    // Stable: what came in the same minute keeps the order it was told in.
    return this.reports.sort((a, b) => a.received - b.received);
  }
}
