import { civilPerson, type CivilPerson } from './civil-person.ts';
import { reportContacts } from './contacts.ts';
import { reportCourse } from './course-reports.ts';
import { birthdayNumber } from './day-number.ts';
import { Dice } from './dice.ts';
import { loadMinuteOf } from './filing.ts';
import { residencesOf, reportResidences } from './residences.ts';
import { educationPath } from './path.ts';
import type { Run } from './run.ts';
import { type SimulatedReport, LifeReports } from './simulated-report.ts';

/** A person with all reports about them, in order of arrival. */
export interface Life extends CivilPerson {
  readonly index: number;
  readonly reports: readonly SimulatedReport[];
}

/** The life of one person of a run, computed from the run and the number alone: repeatable as often as needed. */
export function lifeOf(run: Run, index: number): Life {
  const { birth, civilNumber } = civilPerson(run, index);
  const dice = new Dice(run.options.seed, index);
  const reports = new LifeReports(`${run.prefix}p${index}`, run.until);
  const fifteen = birthdayNumber(birth, 15);
  const inScopeFrom = Math.max(run.from, fifteen);
  const residences = residencesOf(dice, run, birth, inScopeFrom);
  const begun = { dice, loadMinute: loadMinuteOf(dice), reports, run, birth, fifteen, inScopeFrom, residences };
  const life = { ...begun, registered: reportResidences(begun) };
  const path = educationPath(dice, birth, run.until);
  for (const [at, course] of path.entries()) {
    reportContacts(life, course, { reported: reportCourse(life, course, at), next: path[at + 1] });
  }
  // Income months, which arrive some 40 days late, join here with their event type.
  return { index, birth, civilNumber, reports: reports.inOrder() };
}
