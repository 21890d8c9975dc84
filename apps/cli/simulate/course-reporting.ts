import type { IncomingType } from '#events/incoming';
import { correctionOf } from './correction.ts';
import type { Course } from './course.ts';
import { type DayNumber, MINUTES_A_DAY, type MinuteNumber } from './day-number.ts';
import { fileByInstitution } from './filing.ts';
import { ASSUMED } from './rates.data.ts';
import type { Reporter } from './reporter.ts';
import type { ServiceStory } from './residences.ts';
import type { SimulatedReport } from './simulated-report.ts';

/** The reports of one institution on one enrolment. Each arrives after the one before it, however late that one was. */
export class CourseReporting {
  private last: MinuteNumber = 0;
  private over = false;

  constructor(
    readonly life: ServiceStory,
    readonly course: Course,
    readonly by: Reporter,
    readonly enrolmentId: string,
  ) {}

  /** @returns undefined if the report, or one before it, arrives after the simulation's end */
  report(type: IncomingType, day: DayNumber, data: Readonly<Record<string, unknown>>): SimulatedReport | undefined {
    if (this.over) return undefined;
    const { reports } = this.life;
    const report = reports.add(type, this.by, data, fileByInstitution(this.life, this.by, day, this.last));
    if (report === undefined) this.over = true;
    else this.last = report.received;
    return report;
  }

  /** Like `report`, occasionally with a correction some weeks later. */
  reportAndCorrect(
    type: IncomingType,
    day: DayNumber,
    data: Readonly<Record<string, unknown>>,
  ): SimulatedReport | undefined {
    const { dice, reports, run, fifteen } = this.life;
    const report = this.report(type, day, data);
    if (report === undefined || day < run.from || !dice.chance(ASSUMED.corrected)) return report;
    const earliest = Math.max(this.course.start, fifteen);
    const corrected = correctionOf(report, dice, earliest);
    const later = Math.floor(report.received / MINUTES_A_DAY) + dice.between(1, 45);
    const filed = fileByInstitution(this.life, this.by, later, report.received);
    if (corrected === undefined) return report;
    reports.add(
      'report-corrected.v1',
      this.by,
      { corrects: { id: report.senderId }, content: corrected.content },
      filed,
      corrected.type,
    );
    return report;
  }
}
