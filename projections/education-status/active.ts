import { isKnownCombination, type RuleValues } from '#libs/rules';
import type { Day } from '#events/stored';
import { citationsOf, countsOn, type Enrolment, versionAt } from './enrolment.ts';
import type { Facts } from './facts.ts';
import { findLeaveOn } from './leaves.ts';
import { findExpiredRiskOn, findRiskOn } from './risks.ts';
import type { Writable } from './spell.ts';
import { byRecordedLast, type Conflict, type LosingEvent, type Verdict } from './verdict.ts';

const NOBODY: readonly Enrolment[] = [];

/** The status an active enrolment gives: on leave, else at risk, else enrolled or in compulsory school. */
export function findActiveEnrolment(facts: Facts, day: Day, values: RuleValues): Verdict | undefined {
  const [chosen, others] = activeOn(facts.enrolments, day);
  if (!chosen) return undefined;
  const verdict = verdictOfActive(chosen, day, values.riskMonths);
  verdict.enrolment = chosen;
  if (others.length === 0) return verdict;
  verdict.losing = others.map((other) => lost(other, chosen));
  verdict.conflicts = others.flatMap((other) => parallel(chosen, other, day, values));
  return verdict;
}

/** The one that counts and the others, if any: on most days there is one at most, and nothing is made for it. */
function activeOn(enrolments: readonly Enrolment[], day: Day): readonly [Enrolment | undefined, readonly Enrolment[]] {
  let only: Enrolment | undefined;
  for (const enrolment of enrolments) {
    if (!isActive(enrolment, day)) continue;
    if (only) return sortedOn(enrolments, day);
    only = enrolment;
  }
  return [only, NOBODY];
}

function sortedOn(enrolments: readonly Enrolment[], day: Day): readonly [Enrolment | undefined, readonly Enrolment[]] {
  const [chosen, ...others] = enrolments.filter((enrolment) => isActive(enrolment, day)).sort(byStartLast);
  return [chosen, others];
}

function verdictOfActive(enrolment: Enrolment, day: Day, riskMonths: number): Writable<Verdict> {
  const leave = findLeaveOn(enrolment.leaves, day);
  const risk = findRiskOn(enrolment.risks, day, riskMonths);
  const expiredRisk = risk ? undefined : findExpiredRiskOn(enrolment.risks, day, riskMonths);
  const beside = { ...(risk ? { risk } : {}), ...(expiredRisk ? { expiredRisk } : {}) };
  const deciding = citationsOf(enrolment, day);
  if (leave) {
    return { status: 'on-leave', deciding: [...deciding, ...leave.citations], leave, ...beside };
  }
  if (risk) return { status: 'enrolled-at-risk', deciding: [...deciding, ...risk.citations], risk };
  return { status: versionAt(enrolment, day).shown.kind === 'compulsory' ? 'compulsory-school' : 'enrolled', deciding, ...beside };
}

function isActive(enrolment: Enrolment, day: Day): boolean {
  return enrolment.startsOn <= day && day <= enrolment.lastDay && countsOn(enrolment, day);
}

function byStartLast(a: Enrolment, b: Enrolment): number {
  if (a.startsOn === b.startsOn) return byRecordedLast(a, b);
  return a.startsOn < b.startsOn ? 1 : -1;
}

function lost(other: Enrolment, chosen: Enrolment): LosingEvent {
  return { eventId: other.eventId, why: other.startsOn < chosen.startsOn ? 'earlier-start' : 'recorded-earlier' };
}

function parallel(chosen: Enrolment, other: Enrolment, day: Day, values: RuleValues): Conflict[] {
  if (isKnownCombination(values, versionAt(chosen, day).shown.kind, versionAt(other, day).shown.kind)) return [];
  return [{ kind: 'parallel-enrolments', sides: [citationsOf(chosen, day), citationsOf(other, day)] }];
}
