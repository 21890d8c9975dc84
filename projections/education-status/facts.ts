import { birthday } from '#libs/calendar';
import { type Enrolment, enrolmentsOf } from '#libs/enrolments';
import type { RuleBook } from '#libs/rules';
import { type BirthDate, birthDateOf } from '#events/state/birth-date';
import { effectiveReports, withdrawnReports } from '#events/standing/effective';
import { isPseudoEducation } from '#events/enrolment/education-code';
import type { PersonHistory, Report } from '#events/person-event';
import type { Day } from '#events/model/stored';

/** The content of the reports in force, before any status rule. */
export interface Facts {
  readonly birth: BirthDate;
  /** The day of a birthday, by age in years. */
  readonly birthday: (age: number) => Day;
  /** The enrolments that have begun or will begin. */
  readonly enrolments: readonly Enrolment[];
  readonly neverStarted: readonly Enrolment[];
  /** Ids of withdrawn registrations and of their withdrawals; empty if any enrolment is in force. */
  readonly withdrawnRegistrations: readonly string[];
}

/** Computes the facts from a history or from a prefix of it, which gives the knowledge at a position. */
export function factsOf(history: PersonHistory, rules: RuleBook): Facts {
  const reports = effectiveReports(history.events);
  const birth = birthDateOf(history, reports);
  const enrolments: Enrolment[] = [];
  const neverStarted: Enrolment[] = [];
  for (const enrolment of enrolmentsOf(reports, rules))
    (enrolment.neverStarted.length > 0 ? neverStarted : enrolments).push(enrolment);
  const withdrawnRegistrations =
    enrolments.length > 0
      ? []
      : withdrawnReports(history.events)
          .filter((report) => report.type === 'enrolment-registered.v1' && !isPseudo(report, rules))
          .flatMap(({ citations }) => citations);
  return { birth, birthday: birthdaysOf(birth.day), enrolments, neverStarted, withdrawnRegistrations };
}

/** A withdrawn registration for an admission test is not a withdrawn enrolment. */
function isPseudo(
  { data: { education, startsOn } }: Extract<Report, { type: 'enrolment-registered.v1' }>,
  rules: RuleBook,
): boolean {
  return isPseudoEducation(education, rules.on(startsOn).pseudoEducations);
}

function birthdaysOf(birthDate: Day): (age: number) => Day {
  const known = new Map<number, Day>();
  return (age) => {
    const day = known.get(age) ?? birthday(birthDate, age);
    known.set(age, day);
    return day;
  };
}
