import type { Report, ReportType } from '#events/person-event';
import type { Day } from '#events/model/stored';
import type { RuleBook } from '#libs/rules';
import { daysAfter, daysOnwards, monthsAfter } from './calendar-by-hand.ts';

export interface KnownEnrolment {
  readonly key: string;
  readonly enrolmentId: string;
  readonly registeredAt: number;
  readonly startsOn: Day;
  readonly neverStarted: boolean;
  /** Whether ends or part completions are reported of an enrolment that never started. */
  readonly endedThough: boolean;
  readonly end: {
    readonly lastDay: Day;
    readonly outcome: 'interrupted' | 'not-passed' | 'whole';
    readonly recorded: number;
  } | null;
  /** The end, or while none is known the day through which it is assumed to last. */
  readonly through: Day;
  kindOn(day: Day): string;
  /** Whether any version of it is a real education. */
  readonly everReal: boolean;
  /** Whether the education of the day is a real one and no application for an admission test. */
  isReal(day: Day): boolean;
  /** The last day up to `through` that is real; null if none is. */
  readonly throughReal: Day | null;
  /** The day since which the risk has expired without another report; undefined if none has. */
  expiredRisk(day: Day): Day | undefined;
  /** The first day on which the missing extension is shown; null for never. */
  readonly overlongFrom: Day | null;
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
  return (
    ends
      .filter((end) => end.lastDay >= startsOn)
      .sort((one, other) => one.recorded - other.recorded)
      .at(-1) ?? null
  );
}

/**
 * Each leave with the last day that it covers; null: until the enrolment ends. A start during a leave is the same leave
 * again.
 */
function leavesOf(reports: readonly Report[]): { from: Day; lastDay: Day | null }[] {
  const starts = [...new Set(of(reports, 'leave-started.v1').map(({ data }) => data.from))].sort();
  const ends = of(reports, 'leave-ended.v1').sort((one, other) => one.position - other.position);
  const isNew = (start: Day, place: number): boolean =>
    place === 0 || ends.some(({ data }) => (starts[place - 1] ?? '') <= data.lastDay && data.lastDay < start);
  const leaves = starts.filter(isNew);
  return leaves.map((from, place) => {
    const next = leaves[place + 1];
    const mine = ends.filter(({ data }) => from <= data.lastDay && (next === undefined || data.lastDay < next));
    return { from, lastDay: mine.at(-1)?.data.lastDay ?? null };
  });
}

/**
 * The last report about the risk up to a day, as the day on which the risk expires.
 * @returns undefined if there is none
 */
function lastRisk(reports: readonly Report[], day: Day, rules: RuleBook): Day | undefined {
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
  if (last === undefined || (last.level !== 'red' && last.level !== 'yellow')) return undefined;
  return monthsAfter(last.on, rules.on(day).riskMonths);
}

const PSEUDO = ['cosa 3000', 'cosa 2997', 'dst-udd 3000', 'uddannelse 2997', 'dk-cosa.2025 03000', 'cossa 3000'];

function limitOf(startsOn: Day, expectedEndsOn: Day | undefined, kind: string, rules: RuleBook): Day {
  const { graceDays, longestMonths } = rules.on(startsOn);
  if (expectedEndsOn !== undefined) return daysAfter(expectedEndsOn, graceDays);
  const months = longestMonths[kind];
  if (months === undefined) throw new Error(`The rules give no longest duration for ${kind}`);
  return monthsAfter(startsOn, months);
}

/** Whether the education is a real one; histories by hand leave the education out. */
export function isRealEducation(education: { readonly system: string; readonly code: string } | undefined): boolean {
  return education === undefined || !PSEUDO.includes(`${education.system} ${education.code}`);
}

type Change = Of<'enrolment-changed.v1'>;

/** Whether the education of a day is a real one, by the last change up to that day. */
function realVersions(registration: Of<'enrolment-registered.v1'>, changes: readonly Change[]): (day: Day) => boolean {
  return (day) => {
    const changed = changes.findLast((change) => change.data.education && change.data.changedOn <= day)?.data.education;
    return isRealEducation(changed ?? registration.data.education);
  };
}

/** Leave and risk of one enrolment. */
function circumstancesOf(
  mine: readonly Report[],
  rules: RuleBook,
): Pick<KnownEnrolment, 'onLeave' | 'atRisk' | 'expiredRisk'> {
  const leaves = leavesOf(mine);
  return {
    onLeave: (day) => leaves.some((leave) => leave.from <= day && (leave.lastDay === null || day <= leave.lastDay)),
    atRisk: (day) => day < (lastRisk(mine, day, rules) ?? ''),
    expiredRisk: (day) => (day >= (lastRisk(mine, day, rules) ?? '9999') ? lastRisk(mine, day, rules) : undefined),
  };
}

function enrolmentOf(mine: readonly Report[], key: string, rules: RuleBook): KnownEnrolment[] {
  const registration = of(mine, 'enrolment-registered.v1')
    .sort((one, other) => one.position - other.position)
    .at(-1);
  if (registration === undefined) return [];
  const changes = byDayThenRecorded(of(mine, 'enrolment-changed.v1'), (report) => report.data.changedOn);
  const startsOn = changes.findLast((change) => change.data.startsOn)?.data.startsOn ?? registration.data.startsOn;
  const expectedEndsOn =
    changes.findLast((change) => change.data.expectedEndsOn)?.data.expectedEndsOn ?? registration.data.expectedEndsOn;
  const kindOn = (day: Day): string =>
    changes.findLast((change) => change.data.kind && change.data.changedOn <= day)?.data.kind ?? registration.data.kind;
  const end = findEnd(mine, startsOn);
  const through = end?.lastDay ?? limitOf(startsOn, expectedEndsOn, kindOn(startsOn), rules);
  const isRealVersion = realVersions(registration, changes);
  const isReal = (day: Day): boolean => isRealVersion(day < through ? day : through);
  const neverStarted = of(mine, 'enrolment-never-started.v1').length > 0;
  // An enrolment that never started counts on the day on which it should have started.
  if (neverStarted && !isReal(startsOn)) return [];
  const warning = rules.on(startsOn).warningMonths[kindOn(startsOn)];
  return [
    {
      key,
      enrolmentId: registration.data.enrolmentId,
      registeredAt: registration.position,
      startsOn,
      neverStarted,
      endedThough: of(mine, 'education-interrupted.v1').length + of(mine, 'education-completed.v1').length > 0,
      end,
      through,
      everReal: ['', ...changes.map((change) => change.data.changedOn)].some(isRealVersion),
      isReal,
      throughReal: lastReal(isReal, startsOn, through),
      kindOn,
      ...circumstancesOf(mine, rules),
      overlongFrom:
        end === null && expectedEndsOn === undefined && warning !== undefined ? monthsAfter(startsOn, warning) : null,
    },
  ];
}

function lastReal(isReal: (day: Day) => boolean, startsOn: Day, through: Day): Day | null {
  if (isReal(through)) return through;
  for (const day of daysOnwards(through, -1)) {
    if (day < startsOn) return null;
    if (isReal(day)) return day;
  }
  return null;
}

/**
 * The enrolment that a report is about, among those with the same id, counted from 0: the id begins anew at a start
 * after an end.
 */
function generationOf(report: Report, mine: readonly Report[]): number {
  const starts = [...new Set(of(mine, 'enrolment-registered.v1').map(({ data }) => data.startsOn))].sort();
  const ends = [
    ...of(mine, 'education-interrupted.v1').map(({ data }) => data.lastDay),
    ...of(mine, 'education-completed.v1').flatMap(({ data }) => (data.extent === 'part' ? [] : [data.completedOn])),
  ];
  const anew = starts.filter(
    (start, place) => place > 0 && ends.some((end) => (starts[place - 1] ?? '') <= end && end < start),
  );
  const on = (day: Day): number => anew.filter((start) => start <= day).length;
  const day = dayOf(report);
  const ofThis = ends.filter((end) => on(end) === on(day));
  const looksAhead = report.type === 'enrolment-changed.v1' || report.type === 'enrolment-never-started.v1';
  const isOver = ofThis.length > 0 && ofThis.every((end) => end < day);
  return looksAhead && isOver ? Math.min(on(day) + 1, anew.length) : on(day);
}

function dayOf(report: Report): Day {
  const data: Readonly<Record<string, unknown>> = { ...report.data };
  const field = [
    'establishedOn',
    'changedOn',
    'lastDay',
    'completedOn',
    'from',
    'assessedOn',
    'withdrawnOn',
    'startsOn',
  ].find((name) => name in data);
  return String(data[field ?? '']);
}

/** Every known enrolment: one for each (reporter, enrolmentId), or several if the id was used again. */
export function knownEnrolments(reports: readonly Report[], rules: RuleBook): KnownEnrolment[] {
  const keys = new Set(of(reports, 'enrolment-registered.v1').map(keyOf));
  return [...keys].flatMap((key) => {
    const mine = reports.filter((report) => keyOf(report) === key);
    const generations = new Set(of(mine, 'enrolment-registered.v1').map((report) => generationOf(report, mine)));
    return [...generations].flatMap((generation) =>
      enrolmentOf(
        mine.filter((report) => generationOf(report, mine) === generation),
        `${key} ${generation}`,
        rules,
      ),
    );
  });
}
