import type { Life } from './life.ts';
import type { SimulatedReport } from './simulated-report.ts';

/**
 * Whether the intake's decision could have a finding on a report of a life reported in order: an enrolment while the
 * one before it is not known to have ended, every report on an enrolment (its days are checked against the span), and
 * every report that points back. Deciding costs a third of everything else done for a report; a test proves that
 * deciding would change nothing for the others.
 */
export function mayWarn({ reports }: Life, at: number): boolean {
  const report = reports[at];
  if (report === undefined) return false;
  switch (report.type) {
    case 'report-corrected.v1':
    case 'report-withdrawn.v1':
    case 'dropout-risk-reported.v1':
    case 'enrolment-changed.v1':
    case 'enrolment-never-started.v1':
    case 'education-interrupted.v1':
    case 'education-completed.v1':
    case 'leave-started.v1':
    case 'leave-ended.v1':
    case 'dropout-risk-withdrawn.v1':
      return true;
    case 'enrolment-registered.v1':
      return overlapsEarlier(reports, at, String(report.data['startsOn']));
    case 'person-registered.v1':
    case 'residence-changed.v1':
    case 'name-registered.v1':
    case 'protection-changed.v1':
    case 'contact-person-assigned.v1':
    case 'contact-person-ended.v1':
    case 'became-aware.v1':
    case 'contact-made.v1':
      return false;
  }
}

/** False if every earlier enrolment ended before the day, by reports that were never changed. */
function overlapsEarlier(reports: readonly SimulatedReport[], at: number, startsOn: string): boolean {
  const open = new Set<unknown>();
  for (let before = 0; before < at; before += 1) {
    const { type, data } = reports[before] as SimulatedReport;
    if (type === 'report-corrected.v1' || type === 'report-withdrawn.v1' || type === 'enrolment-never-started.v1')
      return true;
    if (type === 'enrolment-registered.v1') open.add(data['enrolmentId']);
    const endedOn =
      type === 'education-completed.v1'
        ? data['completedOn']
        : type === 'education-interrupted.v1'
          ? data['lastDay']
          : undefined;
    if (endedOn !== undefined && String(endedOn) < startsOn) open.delete(data['enrolmentId']);
  }
  return open.size > 0;
}
