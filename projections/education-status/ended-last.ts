import type { RuleValues } from '#libs/rules';
import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { Day } from '#events/stored';
import { citationsOf, type Enrolment, versionAt } from './enrolment.ts';
import type { Facts } from './facts.ts';
import type { Writable } from './spell.ts';
import type { EducationStatus, StatusReason } from './statuses.ts';
import type { Verdict } from './verdict.ts';

/** The status left by the enrolment that ended last, or ran out, before a day. */
export function findEndedLast(facts: Facts, day: Day, values: RuleValues): Verdict | undefined {
  let last: Enrolment | undefined;
  for (const enrolment of facts.enrolments) {
    if (enrolment.lastDay < day && (!last || endsAfter(enrolment, last))) last = enrolment;
  }
  if (!last) return undefined;
  const [status, reason] = outcomeOf(last, values);
  const verdict: Writable<Verdict> = { status, enrolment: last, deciding: citationsOf(last, day) };
  if (reason) verdict.reason = reason;
  return verdict;
}

function endsAfter(one: Enrolment, other: Enrolment): boolean {
  return one.lastDay === other.lastDay ? recordedOf(one) > recordedOf(other) : one.lastDay > other.lastDay;
}

function recordedOf({ end, recordedPosition }: Enrolment): number {
  return end ? end.recordedPosition : recordedPosition;
}

function outcomeOf(enrolment: Enrolment, { qualifyingKinds }: RuleValues): [EducationStatus, StatusReason?] {
  if (!enrolment.end) return ['unknown', 'expected-report-missing'];
  switch (enrolment.end.outcome) {
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
