import { birthday } from '#libs/calendar';
import type { RuleBook } from '#libs/rules';
import { type BirthDate, birthDateOf } from '#events/correction/birth-date';
import { effectiveReports, withdrawnReports } from '#events/correction/effective';
import type { PersonHistory } from '#events/person-event';
import type { Day } from '#events/stored';
import { type Enrolment, findEnrolment } from './enrolment.ts';
import { reportsByEnrolment } from './enrolment-reports.ts';

/** What the reports in force say, before any rule of status has been asked. */
export interface Facts {
  readonly birth: BirthDate;
  /** The day of a birthday, by age in years. */
  readonly birthday: (age: number) => Day;
  /** Those that began or will. */
  readonly enrolments: readonly Enrolment[];
  readonly neverStarted: readonly Enrolment[];
  /** Event ids of registrations taken back and of what took them back. */
  readonly withdrawnRegistrations: readonly string[];
}

/** Reads a history, or a prefix of it: what was known at a position. */
export function factsOf(history: PersonHistory, rules: RuleBook): Facts {
  const reports = effectiveReports(history.events);
  const birth = birthDateOf(history, reports);
  const enrolments: Enrolment[] = [];
  const neverStarted: Enrolment[] = [];
  for (const about of reportsByEnrolment(reports).values()) {
    const enrolment = findEnrolment(about, rules);
    if (enrolment) (enrolment.neverStarted.length > 0 ? neverStarted : enrolments).push(enrolment);
  }
  const withdrawnRegistrations = withdrawnReports(history.events)
    .filter(({ type }) => type === 'enrolment-registered.v1')
    .flatMap(({ citations }) => citations);
  return { birth, birthday: birthdaysOf(birth.day), enrolments, neverStarted, withdrawnRegistrations };
}

function birthdaysOf(birthDate: Day): (age: number) => Day {
  const known = new Map<number, Day>();
  return (age) => {
    const day = known.get(age) ?? birthday(birthDate, age);
    known.set(age, day);
    return day;
  };
}
