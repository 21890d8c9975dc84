import type { FieldErrorCode } from '#libs/problems';
import type { EffectiveReport } from '#events/standing/effective';
import type { ReportType } from '#events/person-event';

/** A warning that becomes a finding: the check's id is the warning's code. */
export interface FindingCheck {
  /** Rises if the check's meaning changes. */
  readonly version: number;
  /**
   * False if a count of it could tell that a reporter has one young person at risk, on leave or gone: then only the
   * reporter itself sees the kind (access.md "Figures for those who see no persons").
   */
  readonly telling: 'of-the-report' | 'of-a-person';
  /**
   * Returns true as long as another of the same reporter's reports on the enrolment keeps it open. Missing if only a
   * correction or a withdrawal of the report itself resolves it.
   */
  readonly holds?: (report: EffectiveReport, aboutSame: readonly EffectiveReport[]) => boolean;
  /** True if it expires on the day the report is about: by then that day is no longer ahead. */
  readonly untilItsDay?: true;
}

const ENDS: readonly ReportType[] = [
  'education-interrupted.v1',
  'education-completed.v1',
  'enrolment-never-started.v1',
];

const otherOf =
  (...types: readonly ReportType[]): NonNullable<FindingCheck['holds']> =>
  (report, aboutSame) =>
    aboutSame.some(({ type, eventId }) => eventId !== report.eventId && types.includes(type));

function leaveWithoutStart(report: EffectiveReport, aboutSame: readonly EffectiveReport[]): boolean {
  return (
    report.type !== 'leave-ended.v1' ||
    !aboutSame.some((other) => other.type === 'leave-started.v1' && other.data.from <= report.data.lastDay)
  );
}

function riskWithoutAssessment(report: EffectiveReport, aboutSame: readonly EffectiveReport[]): boolean {
  return (
    report.type !== 'dropout-risk-withdrawn.v1' ||
    !aboutSame.some(
      (other) => other.type === 'dropout-risk-reported.v1' && other.data.assessedOn <= report.data.withdrawnOn,
    )
  );
}

/** The checks whose findings have a life. A warning without a line here becomes a finding of a person. */
const CHECKS: Partial<Record<FieldErrorCode, FindingCheck>> = {
  'time-missing': { version: 1, telling: 'of-the-report' },
  'registered-after-received': { version: 1, telling: 'of-the-report' },
  'future-date': { version: 1, telling: 'of-the-report', untilItsDay: true },
  'unknown-code-system': { version: 1, telling: 'of-the-report' },
  'enrolment-known': { version: 1, telling: 'of-the-report', holds: otherOf('enrolment-registered.v1') },
  'duplicate-enrolment': { version: 1, telling: 'of-the-report' },
  'kind-against-institution': { version: 1, telling: 'of-the-report' },
  'contact-without-reach': { version: 1, telling: 'of-the-report' },
  'municipality-unknown': { version: 1, telling: 'of-the-report' },
  'start-before-birth': { version: 1, telling: 'of-the-report' },
  'birth-date-against-number': { version: 1, telling: 'of-the-report' },
  'end-beyond-longest': { version: 1, telling: 'of-the-report' },
  'enrolment-overlap': { version: 1, telling: 'of-a-person' },
  'end-known': { version: 1, telling: 'of-a-person', holds: otherOf(...ENDS) },
  'never-started-and-ended': { version: 1, telling: 'of-a-person', holds: otherOf(...ENDS) },
  'end-known-before-start': { version: 1, telling: 'of-a-person', holds: otherOf(...ENDS) },
  'end-far-ahead': { version: 1, telling: 'of-a-person', untilItsDay: true },
  'outside-enrolment': { version: 1, telling: 'of-a-person' },
  'leave-known': { version: 1, telling: 'of-a-person', holds: otherOf('leave-started.v1') },
  'leave-not-started': { version: 1, telling: 'of-a-person', holds: leaveWithoutStart },
  'risk-on-ended-enrolment': { version: 1, telling: 'of-a-person' },
  'risk-not-reported': { version: 1, telling: 'of-a-person', holds: riskWithoutAssessment },
  'municipality-abroad': { version: 1, telling: 'of-a-person' },
};

/** Returns true if a count of this check's findings could tell of one young person. */
export function tellsOfAPerson(check: string): boolean {
  return checkOf(check)?.telling !== 'of-the-report';
}

/** @returns undefined for a warning without a line here */
export function checkOf(check: string): FindingCheck | undefined {
  return Object.hasOwn(CHECKS, check) ? CHECKS[check as FieldErrorCode] : undefined;
}
