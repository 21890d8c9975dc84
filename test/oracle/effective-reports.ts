import type { PersonEvent, PersonHistory, Report, ReportType } from '#events/person-event';

type Correction = Extract<PersonEvent, { type: 'report-corrected.v1' }>;
type Withdrawal = Extract<PersonEvent, { type: 'report-withdrawn.v1' }>;

const REPORT_TYPES: Readonly<Record<ReportType, true>> = {
  'person-registered.v1': true,
  'name-registered.v1': true,
  'protection-changed.v1': true,
  'residence-changed.v1': true,
  'enrolment-registered.v1': true,
  'enrolment-changed.v1': true,
  'enrolment-never-started.v1': true,
  'education-interrupted.v1': true,
  'education-completed.v1': true,
  'leave-started.v1': true,
  'leave-ended.v1': true,
  'dropout-risk-reported.v1': true,
  'dropout-risk-withdrawn.v1': true,
  'contact-person-assigned.v1': true,
  'contact-person-ended.v1': true,
  'became-aware.v1': true,
  'contact-made.v1': true,
};

function isReport(event: PersonEvent): event is Report {
  return event.type in REPORT_TYPES;
}

function isCorrection(event: PersonEvent): event is Correction {
  return event.type === 'report-corrected.v1';
}

function isWithdrawal(event: PersonEvent): event is Withdrawal {
  return event.type === 'report-withdrawn.v1';
}

/** Whether an effective withdrawal by the same reporter refers to the event. */
function isWithdrawn(event: PersonEvent, events: readonly PersonEvent[]): boolean {
  return events
    .filter(isWithdrawal)
    .some(
      (withdrawal) =>
        withdrawal.data.target === event.eventId &&
        withdrawal.reporter === event.reporter &&
        !isWithdrawn(withdrawal, events),
    );
}

/** The final target of a correction: its target, its target's target …, each by the same reporter. */
function findRoot(
  correction: Correction,
  events: readonly PersonEvent[],
  seen: readonly Correction[] = [],
): PersonEvent | undefined {
  if (seen.includes(correction)) return undefined;
  const target = events.find(
    (event) => event.eventId === correction.data.target && event.reporter === correction.reporter,
  );
  if (target === undefined || !isCorrection(target)) return target;
  return findRoot(target, events, [...seen, correction]);
}

function standingCorrections(report: Report, events: readonly PersonEvent[]): Correction[] {
  return events
    .filter(isCorrection)
    .filter((correction) => correction.data.contentTypes.includes(report.type))
    .filter((correction) => findRoot(correction, events) === report)
    .filter((correction) => !isWithdrawn(correction, events))
    .sort((one, other) => one.position - other.position);
}

/** The effective reports with their effective content; `position` is that of the content. */
export function effectiveReports(history: PersonHistory): Report[] {
  return history.events
    .filter(isReport)
    .filter((report) => !isWithdrawn(report, history.events))
    .map((report) => {
      const latest = standingCorrections(report, history.events).at(-1);
      if (latest === undefined) return report;
      return { ...report, data: latest.data.content, position: latest.position } as unknown as Report;
    });
}

/** The withdrawn registrations. */
export function withdrawnRegistrations(history: PersonHistory): Extract<Report, { type: 'enrolment-registered.v1' }>[] {
  return history.events
    .filter((event) => event.type === 'enrolment-registered.v1')
    .filter((event) => isWithdrawn(event, history.events));
}
