import { isKnownCombination, type RuleValues } from '#libs/rules';
import type { Day } from '#events/stored';
import { citationsOf, type Enrolment, versionAt } from './enrolment.ts';
import type { Facts } from './facts.ts';
import { findLeaveOn } from './leaves.ts';
import { findRiskOn } from './risks.ts';
import { byRecordedLast, type Conflict, type LosingEvent, type Verdict } from './verdict.ts';

/** The status an active enrolment gives: on leave, else at risk, else enrolled or in compulsory school. */
export function findActiveEnrolment(facts: Facts, day: Day, values: RuleValues): Verdict | undefined {
  const [chosen, ...others] = facts.enrolments.filter((enrolment) => isActive(enrolment, day)).sort(byStartLast);
  if (!chosen) return undefined;
  const leave = findLeaveOn(chosen.leaves, day);
  const risk = findRiskOn(chosen.risks, day, values.riskMonths);
  const cited = citationsOf(chosen, day);
  const rest = {
    enrolment: chosen,
    losing: others.map((other) => lost(other, chosen)),
    conflicts: others.flatMap((other) => parallel(chosen, other, day, values)),
    ...(leave ? { leave } : {}),
    ...(risk ? { risk } : {}),
  };
  if (leave) return { ...rest, status: 'on-leave', deciding: [...cited, ...leave.citations] };
  if (risk) return { ...rest, status: 'enrolled-at-risk', deciding: [...cited, ...risk.citations] };
  const compulsory = versionAt(chosen, day).kind === 'compulsory';
  return { ...rest, status: compulsory ? 'compulsory-school' : 'enrolled', deciding: cited };
}

function isActive({ startsOn, lastDay }: Enrolment, day: Day): boolean {
  return startsOn <= day && day <= lastDay;
}

function byStartLast(a: Enrolment, b: Enrolment): number {
  if (a.startsOn === b.startsOn) return byRecordedLast(a, b);
  return a.startsOn < b.startsOn ? 1 : -1;
}

function lost(other: Enrolment, chosen: Enrolment): LosingEvent {
  return { eventId: other.eventId, why: other.startsOn < chosen.startsOn ? 'earlier-start' : 'recorded-earlier' };
}

function parallel(chosen: Enrolment, other: Enrolment, day: Day, values: RuleValues): Conflict[] {
  if (isKnownCombination(values, versionAt(chosen, day).kind, versionAt(other, day).kind)) return [];
  return [{ kind: 'parallel-enrolments', sides: [citationsOf(chosen, day), citationsOf(other, day)] }];
}
