import { birthday, workdaysAfter } from '#libs/calendar';
import { type Enrolment, type Leave, versionAt } from '#libs/enrolments';
import type { RuleBook } from '#libs/rules';
import type { Day } from '#events/model/stored';
import type { ExpectedReport } from './expected-report.ts';

/** Reports are due by the national calendar, as in the figures of deliveries. */
const NATIONAL = 'A';

export interface EnrolmentTerms {
  readonly rules: RuleBook;
  /**
   * By the civil number, not by the register's report: otherwise a reporter's list would show what another reporter
   * said.
   */
  readonly birthDate: Day;
}

/** The reports that an enrolment lacks: its end, and the end of each of its leaves. Empty if it never started. */
export function expectationsOf(enrolment: Enrolment, terms: EnrolmentTerms): ExpectedReport[] {
  if (enrolment.neverStarted.length > 0) return [];
  return [...courseEnd(enrolment, terms), ...enrolment.leaves.flatMap((leave) => leaveEnd(enrolment, leave, terms))];
}

function courseEnd(enrolment: Enrolment, terms: EnrolmentTerms): ExpectedReport[] {
  const { end, expectedEndsOn, startsOn, lastDay, eventId } = enrolment;
  if (end) return [];
  // Without an expected end, `lastDay` is the first day plus the longest duration of the kind.
  const expectedOn = later(expectedEndsOn ?? lastDay, startsOn);
  const reason = expectedEndsOn === undefined ? 'longest-duration-passed' : 'expected-end-passed';
  return isExpected(enrolment, expectedOn, terms)
    ? [{ check: 'course-end', reason, ...ownerOf(enrolment, expectedOn), ...due(expectedOn, terms), cause: eventId }]
    : [];
}

/** A leave lasts no longer than its enrolment: a known end of the enrolment ends the expectation too. */
function leaveEnd(
  enrolment: Enrolment,
  { from, expectedUntil, lastDay, eventId }: Leave,
  terms: EnrolmentTerms,
): ExpectedReport[] {
  if (expectedUntil === undefined || lastDay !== undefined) return [];
  const expectedOn = later(expectedUntil, from);
  const { dueOn } = due(expectedOn, terms);
  const to = enrolment.end?.day ?? null;
  if ((to !== null && to <= dueOn) || !isExpected(enrolment, expectedOn, terms)) return [];
  const reason = 'expected-return-passed';
  return [{ check: 'leave-end', reason, ...ownerOf(enrolment, expectedOn), dueOn, to, cause: eventId }];
}

/**
 * Whether a report about the enrolment on the day is to be sent at all: the person is of the target group's age, and
 * the education is no application for an admission test.
 */
function isExpected(enrolment: Enrolment, day: Day, { rules, birthDate }: EnrolmentTerms): boolean {
  const { scopeFromAge, scopeBeforeAge } = rules.on(day);
  const inScope = birthday(birthDate, scopeFromAge) <= day && day < birthday(birthDate, scopeBeforeAge);
  return inScope && versionAt(enrolment, day).counts;
}

function ownerOf(enrolment: Enrolment, day: Day): Pick<ExpectedReport, 'reporter' | 'department' | 'enrolmentId'> {
  const { reporter, enrolmentId } = enrolment;
  const { department } = versionAt(enrolment, day).shown;
  return { reporter, enrolmentId, ...(department === undefined ? {} : { department }) };
}

function due(expectedOn: Day, { rules }: EnrolmentTerms): Pick<ExpectedReport, 'dueOn' | 'to'> {
  return { dueOn: workdaysAfter(expectedOn, rules.on(expectedOn).missingAfterWorkdays, NATIONAL), to: null };
}

const later = (one: Day, other: Day): Day => (one < other ? other : one);
