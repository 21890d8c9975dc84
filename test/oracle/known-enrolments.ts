import type { Report, ReportType } from '#events/person-event';
import type { Day } from '#events/stored';
import type { RuleBook } from '#libs/rules';
import { daysAfter, monthsAfter } from './calendar-by-hand.ts';

export interface KnownEnrolment {
  readonly key: string;
  readonly enrolmentId: string;
  readonly registeredAt: number;
  readonly startsOn: Day;
  readonly neverStarted: boolean;
  readonly end: { readonly lastDay: Day; readonly outcome: 'interrupted' | 'not-passed' | 'whole'; readonly recorded: number } | null;
  /** The end, or while none is known the day through which it is believed. */
  readonly through: Day;
  kindOn(day: Day): string;
  onLeave(day: Day): boolean;
  atRisk(day: Day): boolean;
}

type Of<T extends ReportType> = Extract<Report, { type: T }>;

function of<T extends ReportType>(reports: readonly Report[], type: T): Of<T>[] {
  return reports.filter((report): report is Of<T> => report.type === type);
}

function keyOf(report: Report): string | undefined {
  return 'enrolmentId' in report.data ? `${report.reporter} ${report.data.enrolmentId}` : undefined;
}

function byDayThenRecorded<T extends { position: number }>(reports: readonly T[], day: (report: T) => Day): T[] {
  return [...reports].sort((one, other) =>
    day(one) === day(other) ? one.position - other.position : day(one) < day(other) ? -1 : 1,
  );
}

function findEnd(reports: readonly Report[], startsOn: Day): KnownEnrolment['end'] {
  const ends = [
    ...of(reports, 'education-interrupted.v1').map((report) => ({
      lastDay: report.data.lastDay,
      outcome: 'interrupted' as const,
      recorded: report.position,
    })),
    ...of(reports, 'education-completed.v1').flatMap(({ data, position }) =>
      data.extent === 'part' ? [] : [{ lastDay: data.completedOn, outcome: data.extent, recorded: position }],
    ),
  ];
  return ends.filter((end) => end.lastDay >= startsOn).sort((one, other) => one.recorded - other.recorded).at(-1) ?? null;
}

/** Each leave with the last day it covers; null: until the enrolment ends. Reported twice from one day, it is one leave. */
function leavesOf(reports: readonly Report[]): { from: Day; lastDay: Day | null }[] {
  const starts = byDayThenRecorded(of(reports, 'leave-started.v1'), (report) => report.data.from).filter(
    (start, place, all) => all[place + 1]?.data.from !== start.data.from,
  );
  const ends = of(reports, 'leave-ended.v1').sort((one, other) => one.position - other.position);
  return starts.map((start) => {
    const mine = ends.filter((end) => starts.filter((each) => each.data.from <= end.data.lastDay).at(-1) === start);
    return { from: start.data.from, lastDay: mine.at(-1)?.data.lastDay ?? null };
  });
}

function riskOn(reports: readonly Report[], day: Day, rules: RuleBook): boolean {
  const marks = [
    ...of(reports, 'dropout-risk-reported.v1').map((report) => ({
      on: report.data.assessedOn,
      level: report.data.level ?? 'red',
      position: report.position,
    })),
    ...of(reports, 'dropout-risk-withdrawn.v1').map((report) => ({
      on: report.data.withdrawnOn,
      level: 'withdrawn',
      position: report.position,
    })),
  ].filter((mark) => mark.on <= day);
  const last = byDayThenRecorded(marks, (mark) => mark.on).at(-1);
  if (last === undefined || (last.level !== 'red' && last.level !== 'yellow')) return false;
  return day < monthsAfter(last.on, rules.on(last.on).riskMonths);
}

function limitOf(startsOn: Day, expectedEndsOn: Day | undefined, kind: string, rules: RuleBook): Day {
  const { graceDays, longestMonths } = rules.on(startsOn);
  if (expectedEndsOn !== undefined) return daysAfter(expectedEndsOn, graceDays);
  const months = longestMonths[kind];
  if (months === undefined) throw new Error(`The rules give no longest duration for ${kind}`);
  return monthsAfter(startsOn, months);
}

function enrolmentOf(registration: Of<'enrolment-registered.v1'>, reports: readonly Report[], rules: RuleBook): KnownEnrolment {
  const key = `${registration.reporter} ${registration.data.enrolmentId}`;
  const mine = reports.filter((report) => keyOf(report) === key);
  const changes = byDayThenRecorded(of(mine, 'enrolment-changed.v1'), (report) => report.data.changedOn);
  const startsOn = changes.findLast((change) => change.data.startsOn)?.data.startsOn ?? registration.data.startsOn;
  const expectedEndsOn =
    changes.findLast((change) => change.data.expectedEndsOn)?.data.expectedEndsOn ?? registration.data.expectedEndsOn;
  const kindOn = (day: Day): string =>
    changes.findLast((change) => change.data.kind && change.data.changedOn <= day)?.data.kind ?? registration.data.kind;
  const end = findEnd(mine, startsOn);
  const leaves = leavesOf(mine);
  return {
    key,
    enrolmentId: registration.data.enrolmentId,
    registeredAt: registration.position,
    startsOn,
    neverStarted: of(mine, 'enrolment-never-started.v1').length > 0,
    end,
    through: end?.lastDay ?? limitOf(startsOn, expectedEndsOn, kindOn(startsOn), rules),
    kindOn,
    onLeave: (day) => leaves.some((leave) => leave.from <= day && (leave.lastDay === null || day <= leave.lastDay)),
    atRisk: (day) => riskOn(mine, day, rules),
  };
}

/** Every enrolment the reports make known, one for each (reporter, enrolmentId): the later recorded registration. */
export function knownEnrolments(reports: readonly Report[], rules: RuleBook): KnownEnrolment[] {
  const registrations = of(reports, 'enrolment-registered.v1').sort((one, other) => one.position - other.position);
  return registrations
    .filter((each, place) => !registrations.slice(place + 1).some((later) => keyOf(later) === keyOf(each)))
    .map((registration) => enrolmentOf(registration, reports, rules));
}
