import type { PersonEvent } from '#events/person-event';
import { daysAfter, monthsAfter, turns } from './calendar-by-hand.ts';
import { STATED } from './rules-by-hand.ts';
import { naiveDueDate } from './workdays.ts';

/**
 * A second implementation of missing reports, written from the method's words alone: every state of knowledge is
 * computed anew from the feed, enrolment by enrolment. It shares no code with the product.
 */
export interface NaiveItem {
  readonly check: string;
  readonly reason: string;
  readonly reporter: string;
  readonly department: string | null;
  readonly enrolmentId: string | null;
  readonly dueOn: string;
  readonly to: string | null;
  readonly cause: string;
}

/** A report in force. `told` is the place of the event with its present content. */
export interface ToldReport {
  readonly id: string;
  readonly type: string;
  readonly reporter: string;
  readonly place: number;
  readonly told: number;
  readonly data: any;
}

const WORKDAYS = 5;
const HELD_DAYS = 30;
const GRACE_DAYS = 30;
const PSEUDO_EDUCATIONS = ['cosa 2997', 'cosa 3000'];

const latest = (reports: readonly ToldReport[]): ToldReport | undefined =>
  [...reports].sort((one, other) => one.told - other.told).at(-1);

const isEnd = ({ type, data }: ToldReport): boolean =>
  type === 'education-interrupted.v1' || (type === 'education-completed.v1' && data.extent !== 'part');
const endDay = ({ data }: ToldReport): string => data.lastDay ?? data.completedOn;

/** The starts at which something new begins: those behind an end that is not before the start in front of them. */
function newStarts(days: readonly string[], ends: readonly string[]): string[] {
  const starts = [...new Set(days)].sort();
  return starts.filter((start, at) => at === 0 || ends.some((end) => (starts[at - 1] ?? '') <= end && end < start));
}

/** Divides the reports on one enrolment id into enrolments. */
function enrolmentsUnder(mine: readonly ToldReport[]): ToldReport[][] {
  const registrations = mine.filter(({ type }) => type === 'enrolment-registered.v1');
  const ends = mine.filter(isEnd).map(endDay);
  const begins = newStarts(
    registrations.map(({ data }) => data.startsOn),
    ends,
  );
  const partOn = (day: string): number => Math.max(0, begins.filter((begin) => begin <= day).length - 1);
  const partOf = (report: ToldReport): number => {
    const { data, type } = report;
    const day: string =
      data.establishedOn ??
      data.changedOn ??
      data.lastDay ??
      data.completedOn ??
      data.from ??
      data.assessedOn ??
      data.withdrawnOn ??
      data.startsOn;
    const part = partOn(day);
    const over = ends.filter((end) => partOn(end) === part);
    const isAhead = type === 'enrolment-changed.v1' || type === 'enrolment-never-started.v1';
    const passed = over.length > 0 && over.every((end) => end < day);
    return isAhead && passed ? Math.min(part + 1, begins.length - 1) : part;
  };
  return begins.map((_begin, part) => mine.filter((report) => partOf(report) === part));
}

/** The content of an enrolment on a day: the registration and what changes up to the day put in its place. */
interface Course {
  readonly registration: ToldReport;
  readonly startsOn: string;
  readonly expectedEndsOn: string | undefined;
  readonly end: string | undefined;
  fieldOn(field: string, day: string): any;
}

function courseOf(mine: readonly ToldReport[]): Course | undefined {
  const registration = latest(mine.filter(({ type }) => type === 'enrolment-registered.v1'));
  if (!registration) return undefined;
  const changes = mine
    .filter(({ type }) => type === 'enrolment-changed.v1')
    .sort((one, other) =>
      one.data.changedOn < other.data.changedOn
        ? -1
        : one.data.changedOn > other.data.changedOn
          ? 1
          : one.told - other.told,
    );
  const everChanged = (field: string): any => changes.findLast(({ data }) => data[field] !== undefined)?.data[field];
  const startsOn: string = everChanged('startsOn') ?? registration.data.startsOn;
  const end = latest(mine.filter((report) => isEnd(report) && endDay(report) >= startsOn));
  return {
    registration,
    startsOn,
    expectedEndsOn: everChanged('expectedEndsOn') ?? registration.data.expectedEndsOn,
    end: end && endDay(end),
    fieldOn: (field, day) =>
      changes.findLast(({ data }) => data.changedOn <= day && data[field] !== undefined)?.data[field] ??
      registration.data[field],
  };
}

type Terms = Pick<NaiveItem, 'reporter' | 'enrolmentId'> & { readonly birthDate: string };

function itemsOf(mine: readonly ToldReport[], terms: Terms): NaiveItem[] {
  const course = courseOf(mine);
  if (!course || mine.some(({ type }) => type === 'enrolment-never-started.v1')) return [];
  const { startsOn, expectedEndsOn, end } = course;
  const longest = monthsAfter(startsOn, STATED.longestMonths[course.fieldOn('kind', startsOn)] ?? 0);
  const lastDay = end ?? (expectedEndsOn === undefined ? longest : daysAfter(expectedEndsOn, GRACE_DAYS));
  const expected = (day: string, rest: Pick<NaiveItem, 'check' | 'reason' | 'to' | 'cause'>): NaiveItem[] => {
    const young = turns(terms.birthDate, 15) <= day && day < turns(terms.birthDate, 30);
    const at = day < lastDay ? day : lastDay;
    const { system, code } = course.fieldOn('education', at);
    if (!young || PSEUDO_EDUCATIONS.includes(`${system} ${code}`)) return [];
    const { dueOn } = naiveDueDate(day, WORKDAYS, 'A');
    if (rest.to !== null && rest.to <= dueOn) return [];
    const { reporter, enrolmentId } = terms;
    return [{ ...rest, reporter, enrolmentId, department: course.fieldOn('department', at) ?? null, dueOn }];
  };
  const endOn = expectedEndsOn ?? longest;
  const courseEnd = {
    check: 'course-end',
    reason: expectedEndsOn === undefined ? 'longest-duration-passed' : 'expected-end-passed',
    to: null,
    cause: course.registration.id,
  };
  return [
    ...(end === undefined ? expected(endOn < startsOn ? startsOn : endOn, courseEnd) : []),
    ...leavesWithoutEnd(mine).flatMap(({ until, cause }) =>
      expected(until, { check: 'leave-end', reason: 'expected-return-passed', to: end ?? null, cause }),
    ),
  ];
}

function leavesWithoutEnd(mine: readonly ToldReport[]): { until: string; cause: string }[] {
  const starts = mine.filter(({ type }) => type === 'leave-started.v1');
  const ends = mine.filter(({ type }) => type === 'leave-ended.v1').map(({ data }): string => data.lastDay);
  const begins = newStarts(
    starts.map(({ data }) => data.from),
    ends,
  );
  return begins.flatMap((from, at) => {
    const next = begins[at + 1] ?? '9999';
    if (ends.some((day) => from <= day && day < next)) return [];
    const same = starts.filter(({ data }) => from <= data.from && data.from < next);
    const stated = latest(same.filter(({ data }) => data.expectedUntil !== undefined));
    const first = same.filter(({ data }) => data.from === from).sort((one, other) => one.place - other.place)[0];
    if (!stated || !first) return [];
    const until: string = stated.data.expectedUntil;
    return [{ until: until < from ? from : until, cause: first.id }];
  });
}

function heldItem({ eventId, reporter, receivedAt, waitsFor, data }: PersonEvent): NaiveItem {
  const { enrolmentId, content } = data as { enrolmentId?: string; content?: { enrolmentId?: string } };
  return {
    check: 'held-report',
    reason: waitsFor?.[0]?.needs ?? '',
    reporter,
    department: null,
    enrolmentId: enrolmentId ?? content?.enrolmentId ?? null,
    // The reports of these histories are received in the morning.
    dueOn: daysAfter(receivedAt.slice(0, 10), HELD_DAYS),
    to: null,
    cause: eventId,
  };
}

/** The items after some of the feed, as text in a fixed order. */
export function naiveItems(inForce: readonly ToldReport[], held: readonly PersonEvent[], birthDate: string): string[] {
  const named = inForce.filter(({ data }) => data.enrolmentId !== undefined);
  const keys = new Set(named.map(({ reporter, data }) => `${reporter} ${data.enrolmentId}`));
  const items = [...keys].flatMap((key) => {
    const mine = named.filter(({ reporter, data }) => `${reporter} ${data.enrolmentId}` === key);
    const terms = { reporter: mine[0]?.reporter ?? '', enrolmentId: String(mine[0]?.data.enrolmentId), birthDate };
    return enrolmentsUnder(mine).flatMap((reports) => itemsOf(reports, terms));
  });
  return [...items, ...held.map(heldItem)].map(inWords).sort();
}

/** One item as text. */
export function inWords(item: NaiveItem): string {
  const { check, reason, reporter, department, enrolmentId, dueOn, to, cause } = item;
  return [check, reason, reporter, department, enrolmentId, dueOn, to, cause].join(' | ');
}
