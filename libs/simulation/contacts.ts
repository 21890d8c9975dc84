import type { Course } from './course.ts';
import type { ToldCourse } from './course-reports.ts';
import { anyName } from './course-steps.ts';
import { type DayNumber, dayText, MINUTES_A_DAY, officeDay } from './day-number.ts';
import type { Dice } from './dice.ts';
import { fileByAuthority, fileByInstitution } from './filing.ts';
import { ASSUMED } from './rates.data.ts';
import type { Reporter } from './reporter.ts';
import { ageAt, homeOn, type Telling } from './residences.ts';
import { CHANNELS } from './words.data.ts';

/** The contact persons around a course, and what the municipality does when it is left. */
export function tellContacts(life: Telling, course: Course, around: { readonly told: ToldCourse; readonly next: Course | undefined }): void {
  const { dice, run, birth } = life;
  const { by } = around.told;
  const met = course.start + dice.between(3, 40);
  if (met > by.connected && met < course.end && met >= life.inScopeFrom && dice.chance(ASSUMED.schoolContact[course.kind])) {
    tellAssigned(life, { role: 'institution', by, from: met, until: course.end });
  }
  const left = course.outcome === 'left' || course.outcome === 'never-started';
  if (!left || course.end < run.from || course.end > run.until) return;
  const age = ageAt(birth, course.end);
  if (age >= 25) return;
  const from = course.end + dice.between(3, 30);
  const home = homeOn(life.residences, from);
  if (dice.chance(ASSUMED.guidanceContact)) tellAssigned(life, { role: 'kui', by: home.guidance, from, until: around.next?.start });
  if (age >= 18 && dice.chance(ASSUMED.jobcentreContact)) tellAssigned(life, { role: 'jobcentre', by: home.jobcentre, from, until: around.next?.start });
  if (age < 18) tellFollowUp(life, course, around.told);
}

interface Assigned {
  readonly role: 'kui' | 'jobcentre' | 'institution';
  readonly by: Reporter;
  readonly from: DayNumber;
  readonly until: DayNumber | undefined;
}

function tellAssigned(life: Telling, { role, by, from, until }: Assigned): void {
  const { dice, told, run } = life;
  const file = role === 'institution' ? fileByInstitution : fileByAuthority;
  const organisation = role === 'institution' ? `Skole ${by.reporter}` : role === 'kui' ? 'Ungeenheden' : 'Jobcentret';
  const email = `kontakt${dice.between(100, 999)}@example.org`;
  const data = { role, name: anyName(dice), phone: phoneOf(dice), email, organisation, from: dayText(from) };
  const assigned = told.tell('contact-person-assigned.v1', by, data, file(life, by, from, 0));
  if (assigned === undefined || until === undefined || until <= from || until > run.until || !dice.chance(ASSUMED.contactEnds)) return;
  told.tell('contact-person-ended.v1', by, { role, lastDay: dayText(until) }, file(life, by, until, assigned.received));
}

/** What § 29 asks of the municipality for those of 15 to 17: it learns of it by the report, seldom before, and makes contact. */
function tellFollowUp(life: Telling, { end }: Course, { end: report }: ToldCourse): void {
  const { dice, told, run, residences } = life;
  if (dice.chance(ASSUMED.becameAware)) {
    const awareOn = officeDay(end + dice.between(1, 6));
    const by = homeOn(residences, awareOn).guidance;
    const ground = { system: 'neutral', code: dice.chance(0.6) ? 'guardian-told' : 'own-follow-up' };
    told.tell('became-aware.v1', by, { awareOn: dayText(awareOn), ground }, fileByAuthority(life, by, awareOn, 0));
  }
  const when = dice.pick(ASSUMED.contactMade);
  if (when === 'never' || report === undefined) return;
  const seen = Math.floor(report.received / MINUTES_A_DAY);
  const on = officeDay(seen + (when === 'in-time' ? dice.between(0, 5) : dice.between(9, 40)));
  if (on > run.until) return;
  const by = homeOn(residences, on).guidance;
  const data = { on: dayText(on), channel: { system: 'neutral', code: dice.pick(CHANNELS) }, guardianInvolved: dice.chance(0.7) };
  told.tell('contact-made.v1', by, data, fileByAuthority(life, by, on, report.received));
}

/** Numbers beginning with two zeros are nobody's telephone. */
function phoneOf(dice: Dice): string {
  return `00 ${dice.between(10, 99)} ${dice.between(10, 99)} ${dice.between(10, 99)}`;
}
