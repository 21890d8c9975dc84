import { citationsOf, countsOn, type Enrolment } from '#libs/enrolments';
import type { RuleValues } from '#libs/rules';
import type { Day } from '#events/model/stored';
import { findActiveEnrolment } from './active.ts';
import { findEndedLast } from './ended-last.ts';
import type { Facts } from './facts.ts';
import type { StatusReason } from './statuses.ts';
import { byRecordedLast, type FindVerdict, type Verdict } from './verdict.ts';

/**
 * The first entry that gives a verdict decides the status. Municipal activity, exemption and employment belong between
 * the active enrolment and the coming one, in that order, once the catalogue has their events.
 */
export const PRECEDENCE: readonly FindVerdict[] = [
  findOutOfScope,
  findActiveEnrolment,
  findAwaitingStart,
  findEndedLast,
];

/** The one status of a day and the reports that decide it. `values` are the rules in force on that day. */
export function verdictOn(facts: Facts, day: Day, values: RuleValues): Verdict {
  for (const find of PRECEDENCE) {
    const verdict = find(facts, day, values);
    if (verdict) return verdict;
  }
  return unknown(facts);
}

function findOutOfScope(facts: Facts, day: Day, { scopeFromAge, scopeBeforeAge }: RuleValues): Verdict | undefined {
  const inScope = facts.birthday(scopeFromAge) <= day && day < facts.birthday(scopeBeforeAge);
  return inScope ? undefined : { status: 'out-of-scope', deciding: [] };
}

function findAwaitingStart(facts: Facts, day: Day): Verdict | undefined {
  const next = findNextStart(facts, day);
  return next && { status: 'awaiting-start', enrolment: next, deciding: citationsOf(next, day) };
}

/** The enrolment that starts first after a day. */
export function findNextStart(facts: Facts, day: Day): Enrolment | undefined {
  let next: Enrolment | undefined;
  for (const enrolment of facts.enrolments) {
    if (enrolment.startsOn > day && countsOn(enrolment, day) && (!next || startsBefore(enrolment, next)))
      next = enrolment;
  }
  return next;
}

function startsBefore(one: Enrolment, other: Enrolment): boolean {
  return one.startsOn === other.startsOn ? byRecordedLast(one, other) < 0 : one.startsOn < other.startsOn;
}

function unknown(facts: Facts): Verdict {
  const [reason, deciding] = reasonUnknown(facts);
  return { status: 'unknown', reason, deciding };
}

function reasonUnknown({ neverStarted, withdrawnRegistrations }: Facts): [StatusReason, readonly string[]] {
  if (neverStarted.length > 0) {
    return [
      'never-started',
      neverStarted.flatMap((enrolment) => [...citationsOf(enrolment, enrolment.startsOn), ...enrolment.neverStarted]),
    ];
  }
  return withdrawnRegistrations.length > 0 ? ['withdrawn', withdrawnRegistrations] : ['never-reported', []];
}
