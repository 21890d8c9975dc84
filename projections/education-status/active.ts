import {
  citationsOf,
  countsOn,
  type Enrolment,
  findExpiredRiskOn,
  findLeaveOn,
  findRiskOn,
  MOST_SHOWN,
  versionAt,
} from '#libs/enrolments';
import { isKnownCombination, type RuleValues } from '#libs/rules';
import type { Day } from '#events/model/stored';
import type { Conflict, LosingEvent } from './conflict.ts';
import type { Facts } from './facts.ts';
import type { Writable } from './spell.ts';
import { byRecordedLast, type Verdict } from './verdict.ts';

const NO_ENROLMENTS: readonly Enrolment[] = [];

/** The status given by an active enrolment: on leave, else at risk, else enrolled or in compulsory school. */
export function findActiveEnrolment(facts: Facts, day: Day, values: RuleValues): Verdict | undefined {
  const [chosen, others] = activeOn(facts.enrolments, day);
  if (!chosen) return undefined;
  const verdict = verdictOfActive(chosen, day, values.riskMonths);
  verdict.enrolment = chosen;
  if (others.length === 0) return verdict;
  const shown = firstOf(others);
  if (shown.length < others.length) verdict.leftOut = others.length - shown.length;
  verdict.losing = shown.map((other) => lost(other, chosen));
  verdict.conflicts = firstOf(others.filter((other) => areParallel(chosen, other, day, values))).map((other) =>
    parallel(chosen, other, day),
  );
  return verdict;
}

/**
 * Returns the enrolment that counts and any others, unordered. Allocates no list if there is at most one, as on most
 * days.
 */
function activeOn(enrolments: readonly Enrolment[], day: Day): readonly [Enrolment | undefined, readonly Enrolment[]] {
  let chosen: Enrolment | undefined;
  let others: Enrolment[] | undefined;
  for (const enrolment of enrolments) {
    if (!isActive(enrolment, day)) continue;
    if (!chosen) {
      chosen = enrolment;
      continue;
    }
    const isFirst = byStartLast(enrolment, chosen) < 0;
    (others ??= []).push(isFirst ? chosen : enrolment);
    if (isFirst) chosen = enrolment;
  }
  return [chosen, others ?? NO_ENROLMENTS];
}

/**
 * The first enrolments in order, as many as are shown. Selects them without sorting all: there may be thousands on
 * every day.
 */
function firstOf(enrolments: readonly Enrolment[]): readonly Enrolment[] {
  if (enrolments.length <= MOST_SHOWN) return enrolments.toSorted(byStartLast);
  const first: Enrolment[] = [];
  for (const enrolment of enrolments) {
    const last = first.length === MOST_SHOWN ? first.at(-1) : undefined;
    if (last && byStartLast(last, enrolment) < 0) continue;
    if (last) first.pop();
    const place = first.findIndex((other) => byStartLast(enrolment, other) < 0);
    first.splice(place === -1 ? first.length : place, 0, enrolment);
  }
  return first;
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
  return {
    status: versionAt(enrolment, day).shown.kind === 'compulsory' ? 'compulsory-school' : 'enrolled',
    deciding,
    ...beside,
  };
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

function areParallel(chosen: Enrolment, other: Enrolment, day: Day, values: RuleValues): boolean {
  return !isKnownCombination(values, versionAt(chosen, day).shown.kind, versionAt(other, day).shown.kind);
}

function parallel(chosen: Enrolment, other: Enrolment, day: Day): Conflict {
  return { kind: 'parallel-enrolments', sides: [citationsOf(chosen, day), citationsOf(other, day)] };
}
