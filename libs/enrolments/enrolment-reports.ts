import type { ReportData, ReportType } from '#events/person-event';
import type { EffectiveReport } from '#events/standing/effective';

/** The types of report that name an enrolment. */
export type EnrolmentReportType = {
  [T in ReportType]: ReportData[T] extends { enrolmentId: string } ? T : never;
}[ReportType];

/** All reports of one reporter about one enrolment, in the order received. */
export interface EnrolmentReports {
  readonly key: string;
  /** A new type of report about an enrolment does not compile until it is added here. */
  readonly of: { readonly [T in EnrolmentReportType]: EffectiveReport<T>[] };
  /** The latest receipt of any of them. */
  newestReportAt: string;
}

/** Joins reporter and id: an enrolment's id is its sender's own, so only reports of the same reporter concern it. */
export function reportsKey(reporter: string, enrolmentId: string): string {
  return `${reporter}|${enrolmentId}`;
}

/** Adds a report to those of its enrolment. */
export function addReport(about: EnrolmentReports, report: EffectiveReport<EnrolmentReportType>): void {
  if (report.contentReceivedAt > about.newestReportAt) about.newestReportAt = report.contentReceivedAt;
  const list: EffectiveReport[] = about.of[report.type];
  list.push(report);
}

/** Groups reports by the enrolment id they name. An id may stand for several enrolments: see `periodsOf`. */
export function reportsByEnrolment(reports: readonly EffectiveReport[]): ReadonlyMap<string, EnrolmentReports> {
  const byKey = new Map<string, EnrolmentReports>();
  for (const report of reports) {
    if (!namesEnrolment(report)) continue;
    const key = reportsKey(report.reporter, report.data.enrolmentId);
    let about = byKey.get(key);
    if (!about) byKey.set(key, (about = nothingReported(key)));
    addReport(about, report);
  }
  return byKey;
}

function namesEnrolment(report: EffectiveReport): report is EffectiveReport<EnrolmentReportType> {
  return 'enrolmentId' in report.data;
}

export function nothingReported(key: string): EnrolmentReports {
  return {
    key,
    of: {
      'enrolment-registered.v1': [],
      'enrolment-changed.v1': [],
      'enrolment-never-started.v1': [],
      'education-interrupted.v1': [],
      'education-completed.v1': [],
      'leave-started.v1': [],
      'leave-ended.v1': [],
      'dropout-risk-reported.v1': [],
      'dropout-risk-withdrawn.v1': [],
    },
    newestReportAt: '',
  };
}

/** The report whose content was recorded last. */
export function findLatestRecorded<R extends EffectiveReport>(reports: readonly R[]): R | undefined {
  let latest: R | undefined;
  for (const report of reports) {
    if (!latest || latest.recordedPosition < report.recordedPosition) latest = report;
  }
  return latest;
}
