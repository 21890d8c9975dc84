import type { RuleValues } from '#libs/rules';
import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { Day } from '#events/stored';
import { citationsOf, type Enrolment, versionAt } from './enrolment.ts';
import type { Facts } from './facts.ts';
import type { EducationStatus, StatusReason } from './statuses.ts';
import type { Verdict } from './verdict.ts';

/** The status left by the enrolment that ended last, or ran out, before a day. */
export function findEndedLast(facts: Facts, day: Day, values: RuleValues): Verdict | undefined {
  const last = facts.enrolments.filter(({ lastDay }) => lastDay < day).sort(byLastDay)[0];
  if (!last) return undefined;
  return { ...outcomeOf(last, values), enrolment: last, deciding: citationsOf(last, day) };
}

function byLastDay(a: Enrolment, b: Enrolment): number {
  if (a.lastDay !== b.lastDay) return a.lastDay < b.lastDay ? 1 : -1;
  return recordedOf(b) - recordedOf(a);
}

function recordedOf({ end, recordedPosition }: Enrolment): number {
  return end ? end.recordedPosition : recordedPosition;
}

function outcomeOf(enrolment: Enrolment, { qualifyingKinds }: RuleValues): { status: EducationStatus; reason?: StatusReason } {
  if (!enrolment.end) return { status: 'unknown', reason: 'expected-report-missing' };
  switch (enrolment.end.outcome) {
    case 'interrupted':
      return { status: 'interrupted' };
    case 'not-passed':
      return { status: 'interrupted', reason: 'not-passed' };
    case 'whole': {
      const { kind } = versionAt(enrolment, enrolment.lastDay);
      if (qualifyingKinds.includes(kind)) return { status: 'completed' };
      return { status: 'unknown', reason: reasonEnded(kind) };
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
