import { citationsOf, type End, type Enrolment, versionAt } from '#libs/enrolments';
import type { RuleValues } from '#libs/rules';
import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { Day } from '#events/model/stored';
import type { Facts } from './facts.ts';
import type { Writable } from './spell.ts';
import type { EducationStatus, StatusReason } from './statuses.ts';
import type { Verdict } from './verdict.ts';

/** The status after the enrolment that ended or expired last before a day. */
export function findEndedLast(facts: Facts, day: Day, values: RuleValues): Verdict | undefined {
  let last: Enrolment | undefined;
  for (const enrolment of facts.enrolments) {
    const { lastCounted } = enrolment;
    if (lastCounted !== undefined && lastCounted < day && (!last || endsAfter(enrolment, last))) last = enrolment;
  }
  if (!last) return undefined;
  const [status, reason] = outcomeOf(last, values);
  const verdict: Writable<Verdict> = { status, enrolment: last, deciding: citationsOf(last, day) };
  if (reason) verdict.reason = reason;
  return verdict;
}

function endsAfter(one: Enrolment, other: Enrolment): boolean {
  const [first, second] = [one.lastCounted ?? '', other.lastCounted ?? ''];
  return first === second ? recordedOf(one) > recordedOf(other) : first > second;
}

function recordedOf(enrolment: Enrolment): number {
  return endThatCounts(enrolment)?.recordedPosition ?? enrolment.recordedPosition;
}

/**
 * Ignores an end reported after the education became a pseudo-education: it is the result of a test and ends no
 * enrolment.
 */
function endThatCounts({ end, lastDay, lastCounted }: Enrolment): End | undefined {
  return lastCounted === lastDay ? end : undefined;
}

function outcomeOf(enrolment: Enrolment, { qualifyingKinds }: RuleValues): [EducationStatus, StatusReason?] {
  const end = endThatCounts(enrolment);
  if (!end) return ['unknown', 'expected-report-missing'];
  switch (end.outcome) {
    case 'interrupted':
      return ['interrupted'];
    case 'not-passed':
      return ['interrupted', 'not-passed'];
    case 'whole': {
      const { kind } = versionAt(enrolment, enrolment.lastDay).shown;
      if (qualifyingKinds.includes(kind)) return ['completed'];
      return ['unknown', reasonEnded(kind)];
    }
  }
}

function reasonEnded(kind: EnrolmentKind): StatusReason {
  switch (kind) {
    case 'compulsory':
      return 'compulsory-ended';
    case 'preparatory':
      return 'preparatory-ended';
    case 'upper-secondary':
    case 'vocational':
    case 'higher':
    case 'other':
      return 'other-ended';
  }
}
