import type { Course } from './course.ts';
import type { ReportedCourse } from './course-reports.ts';
import { anyName } from './course-steps.ts';
import { type DayNumber, dayText, MINUTES_A_DAY, type MinuteNumber, officeDay } from './day-number.ts';
import type { Dice } from './dice.ts';
import { fileByAuthority, fileByInstitution } from './filing.ts';
import { ASSUMED } from './rates.data.ts';
import type { Reporter } from './reporter.ts';
import { ageAt, homeOn, knownAsHomeAt, type ServiceStory } from './residences.ts';
import { CHANNELS } from './words.data.ts';

/** A corrected end moves back by up to six days; an assignment of a contact person must begin before it. */
const MOST_CORRECTED_DAYS = 7;

/** Adds the contact persons of a course, and the municipality's actions if the person leaves it. */
export function reportContacts(
  life: ServiceStory,
  course: Course,
  around: { readonly reported: ReportedCourse; readonly next: Course | undefined },
): void {
  const { dice, run, birth } = life;
  const { by } = around.reported;
  const assignedOn = course.start + dice.between(3, 40);
  if (
    assignedOn > by.connected &&
    assignedOn < course.end &&
    assignedOn >= life.inScopeFrom &&
    dice.chance(ASSUMED.schoolContact[course.kind])
  ) {
    const covered = course.outcome !== 'never-started' && assignedOn <= course.end - MOST_CORRECTED_DAYS;
    reportAssigned(life, {
      role: 'institution',
      by,
      from: assignedOn,
      until: course.end,
      knownAt: covered ? around.reported.registered?.received : undefined,
    });
  }
  const left = course.outcome === 'left' || course.outcome === 'never-started';
  if (!left || course.end < run.from || course.end > run.until) return;
  const age = ageAt(birth, course.end);
  if (age >= 25) return;
  const from = course.end + dice.between(3, 30);
  const home = homeOn(life.residences, from);
  const assigned = { from, until: around.next?.start, knownAt: knownAsHomeAt(life, from) };
  if (dice.chance(ASSUMED.guidanceContact)) reportAssigned(life, { role: 'kui', by: home.guidance, ...assigned });
  if (age >= 18 && dice.chance(ASSUMED.jobcentreContact))
    reportAssigned(life, { role: 'jobcentre', by: home.jobcentre, ...assigned });
  if (age < 18) reportFollowUp(life, course, around.reported);
}

interface Assigned {
  readonly role: 'kui' | 'jobcentre' | 'institution';
  readonly by: Reporter;
  readonly from: DayNumber;
  readonly until: DayNumber | undefined;
  /** When the report that gives the reporter standing arrived. If undefined there is none, and nothing is reported. */
  readonly knownAt: MinuteNumber | undefined;
}

function reportAssigned(life: ServiceStory, { role, by, from, until, knownAt }: Assigned): void {
  const { dice, reports, run } = life;
  const file = role === 'institution' ? fileByInstitution : fileByAuthority;
  const organisation = role === 'institution' ? `Skole ${by.reporter}` : role === 'kui' ? 'Ungeenheden' : 'Jobcentret';
  const email = `kontakt${dice.between(100, 999)}@example.org`;
  const data = { role, name: anyName(dice), phone: phoneOf(dice), email, organisation, from: dayText(from) };
  const assigned =
    knownAt === undefined
      ? undefined
      : reports.add('contact-person-assigned.v1', by, data, file(life, by, from, knownAt));
  if (
    assigned === undefined ||
    until === undefined ||
    until <= from ||
    until > run.until ||
    !dice.chance(ASSUMED.contactEnds)
  )
    return;
  reports.add(
    'contact-person-ended.v1',
    by,
    { role, lastDay: dayText(until) },
    file(life, by, until, assigned.received),
  );
}

/** § 29 duties of the municipality for ages 15 to 17: it becomes aware by the report, seldom earlier; makes contact. */
function reportFollowUp(life: ServiceStory, { end }: Course, { end: report }: ReportedCourse): void {
  const { dice, reports, run, residences } = life;
  if (dice.chance(ASSUMED.becameAware)) {
    const awareOn = officeDay(end + dice.between(1, 6));
    const by = homeOn(residences, awareOn).guidance;
    const ground = { system: 'neutral', code: dice.chance(0.6) ? 'guardian-told' : 'own-follow-up' };
    const knownAt = knownAsHomeAt(life, awareOn);
    if (knownAt !== undefined)
      reports.add(
        'became-aware.v1',
        by,
        { awareOn: dayText(awareOn), ground },
        fileByAuthority(life, by, awareOn, knownAt),
      );
  }
  const when = dice.pick(ASSUMED.contactMade);
  if (when === 'never' || report === undefined) return;
  const seen = Math.floor(report.received / MINUTES_A_DAY);
  const on = officeDay(seen + (when === 'in-time' ? dice.between(0, 5) : dice.between(9, 40)));
  if (on > run.until) return;
  const by = homeOn(residences, on).guidance;
  const data = {
    on: dayText(on),
    channel: { system: 'neutral', code: dice.pick(CHANNELS) },
    guardianInvolved: dice.chance(0.7),
  };
  const knownAt = knownAsHomeAt(life, on);
  if (knownAt !== undefined)
    reports.add('contact-made.v1', by, data, fileByAuthority(life, by, on, Math.max(report.received, knownAt)));
}

/** Numbers that begin with two zeros belong to no telephone. */
function phoneOf(dice: Dice): string {
  return `00 ${dice.between(10, 99)} ${dice.between(10, 99)} ${dice.between(10, 99)}`;
}
