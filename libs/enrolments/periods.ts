import { type Span, spanAhead, spanOn, spansOf } from '#events/model/spans';
import type { EffectiveReport } from '#events/standing/effective';
import { type EnrolmentReports, type EnrolmentReportType, addReport, nothingReported } from './enrolment-reports.ts';

/**
 * Divides the reports on one enrolment id into parts, one for each enrolment that used it. One pass over the reports;
 * nearly always there is one registration and therefore one part.
 */
export function periodsOf(about: EnrolmentReports): readonly EnrolmentReports[] {
  const registrations = about.of['enrolment-registered.v1'];
  if (registrations.length < 2) return [about];
  const spans = spansOf(
    registrations.map(({ data }) => data.startsOn),
    endDays(about),
  );
  if (spans.length === 1) return [about];
  const parts = spans.map(({ from }) => nothingReported(from === '' ? about.key : `${about.key}|${from}`));
  for (const reports of Object.values(about.of)) {
    for (const report of reports) {
      const part = parts[placeOf(report, spans)];
      if (part) addReport(part, report);
    }
  }
  return parts;
}

function endDays({ of }: EnrolmentReports): string[] {
  const interrupted = of['education-interrupted.v1'].map(({ data }) => data.lastDay);
  const completed = of['education-completed.v1'].flatMap(({ data }) =>
    data.extent === 'part' ? [] : [data.completedOn],
  );
  return [...interrupted, ...completed];
}

function placeOf(report: EffectiveReport<EnrolmentReportType>, spans: readonly Span[]): number {
  switch (report.type) {
    case 'enrolment-registered.v1':
      return spanOn(spans, report.data.startsOn);
    case 'enrolment-changed.v1':
      return spanAhead(spans, report.data.changedOn);
    case 'enrolment-never-started.v1':
      return spanAhead(spans, report.data.establishedOn);
    case 'education-interrupted.v1':
    case 'leave-ended.v1':
      return spanOn(spans, report.data.lastDay);
    case 'education-completed.v1':
      return spanOn(spans, report.data.completedOn);
    case 'leave-started.v1':
      return spanOn(spans, report.data.from);
    case 'dropout-risk-reported.v1':
      return spanOn(spans, report.data.assessedOn);
    case 'dropout-risk-withdrawn.v1':
      return spanOn(spans, report.data.withdrawnOn);
  }
}
