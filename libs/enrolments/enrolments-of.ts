import type { RuleBook } from '#libs/rules';
import type { EffectiveReport } from '#events/standing/effective';
import { type Enrolment, findReportedEnrolment } from './enrolment.ts';
import { reportsByEnrolment } from './enrolment-reports.ts';
import { periodsOf } from './periods.ts';

/** All enrolments that the reports in force state, those that never started included. */
export function enrolmentsOf(reports: readonly EffectiveReport[], rules: RuleBook): Enrolment[] {
  const enrolments: Enrolment[] = [];
  for (const about of reportsByEnrolment(reports).values()) {
    for (const part of periodsOf(about)) {
      const enrolment = findReportedEnrolment(part, rules);
      if (enrolment) enrolments.push(enrolment);
    }
  }
  return enrolments;
}
