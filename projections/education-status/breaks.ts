import { addDays } from '#libs/calendar';
import type { Enrolment } from '#libs/enrolments';
import type { RuleBook, RuleValues } from '#libs/rules';
import type { Day } from '#events/model/stored';
import type { Facts } from './facts.ts';

/** The days on which the answer may change, ascending, from the birth date on. Between two of them it cannot change. */
export function breakDays(facts: Facts, rules: RuleBook): Day[] {
  const birthDate = facts.birth.day;
  const regimes = regimesOf(rules, birthDate);
  const days = new Set<Day>([birthDate]);
  for (const { scopeFromAge, scopeBeforeAge } of regimes) {
    days.add(facts.birthday(scopeFromAge));
    days.add(facts.birthday(scopeBeforeAge));
  }
  for (const day of rules.changeDays) days.add(day);
  for (const enrolment of facts.enrolments) addBreaksOf(enrolment, regimes, days);
  for (const enrolment of facts.neverStarted) if (enrolment.contradicting.length > 0) days.add(enrolment.startsOn);
  return [...days].filter((day) => day >= birthDate).sort();
}

function addBreaksOf(enrolment: Enrolment, regimes: readonly RuleValues[], days: Set<Day>): void {
  days.add(enrolment.startsOn);
  days.add(addDays(enrolment.lastDay, 1));
  if (enrolment.warnsFrom !== undefined) days.add(enrolment.warnsFrom);
  // The highest completed education counts from its last day on, that day included.
  if (enrolment.end?.outcome === 'whole') days.add(enrolment.end.day);
  for (const { from } of enrolment.versions) days.add(from);
  for (const dispute of enrolment.disputes) days.add(dispute.from);
  for (const leave of enrolment.leaves) {
    days.add(leave.from);
    if (leave.lastDay !== undefined) days.add(addDays(leave.lastDay, 1));
  }
  for (const mark of enrolment.risks) {
    days.add(mark.day);
    if (mark.level === null) continue;
    for (const { riskMonths } of regimes) days.add(mark.expiresOn(riskMonths));
  }
}

const afterChanges = new WeakMap<RuleBook, readonly RuleValues[]>();

/**
 * The values at birth and from each change on. A rule book does not change, so the values of its changes are cached.
 */
function regimesOf(rules: RuleBook, birthDate: Day): readonly RuleValues[] {
  const later = afterChanges.get(rules) ?? rules.changeDays.map((day) => rules.on(day));
  afterChanges.set(rules, later);
  return [rules.on(birthDate), ...later];
}
