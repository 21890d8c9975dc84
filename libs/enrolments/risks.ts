import { addMonths } from '#libs/calendar';
import type { EffectiveReport } from '#events/standing/effective';
import type { Day } from '#events/model/stored';
import type { EnrolmentReports } from './enrolment-reports.ts';

/** The kinds of assessor. Their assessments count independently; companies join with training-risk-assessed. */
export const ASSESSOR_KINDS = ['school'] as const;
export type AssessorKind = (typeof ASSESSOR_KINDS)[number];

/** From most to least severe; any other level ends a risk. */
const GRAVEST_FIRST = ['red', 'yellow'] as const;
export type RiskLevelShown = (typeof GRAVEST_FIRST)[number];

/** A day on which an assessor reported or withdrew a risk. */
export interface RiskMark {
  readonly assessor: AssessorKind;
  readonly day: Day;
  /** Null: no risk from this day on. */
  readonly level: RiskLevelShown | null;
  readonly recordedPosition: number;
  readonly citations: readonly string[];
  /** The first day on which it no longer counts. `months` are those in force on the day of the question. */
  readonly expiresOn: (months: number) => Day;
}

/** All marks on an enrolment in the order in which they count: by day, then as recorded. */
export function riskMarksOf(reports: EnrolmentReports): readonly RiskMark[] {
  const reported = reports.of['dropout-risk-reported.v1'];
  const withdrawn = reports.of['dropout-risk-withdrawn.v1'];
  if (reported.length + withdrawn.length === 0) return [];
  return [
    ...reported.map((report) => mark(report, report.data.assessedOn, shownLevel(report.data.level ?? 'red'))),
    ...withdrawn.map((report) => mark(report, report.data.withdrawnOn, null)),
  ].sort((a, b) => (a.day === b.day ? a.recordedPosition - b.recordedPosition : a.day < b.day ? -1 : 1));
}

/** The last mark of an assessor on or before a day. Searches by halves, because the marks are sorted by day. */
function lastOf(marks: readonly RiskMark[], assessor: AssessorKind, day: Day): RiskMark | undefined {
  let [place, end] = [0, marks.length];
  while (place < end) {
    const middle = (place + end) >> 1;
    if ((marks[middle]?.day ?? '') <= day) place = middle + 1;
    else end = middle;
  }
  for (let last = place - 1; last >= 0; last -= 1) if (marks[last]?.assessor === assessor) return marks[last];
  return undefined;
}

/**
 * The risk in force on a day, the most severe if assessors differ. `months` is its duration by the rules of that day.
 */
export function findRiskOn(marks: readonly RiskMark[], day: Day, months: number): RiskMark | undefined {
  if (marks.length === 0) return undefined;
  let gravest: RiskMark | undefined;
  for (const assessor of ASSESSOR_KINDS) {
    const last = lastOf(marks, assessor, day);
    if (!last || last.level === null || day >= last.expiresOn(months)) continue;
    if (!gravest || isGraver(last.level, gravest.level)) gravest = last;
  }
  return gravest;
}

/** The risk that expired without a later mark, the latest if assessors differ. */
export function findExpiredRiskOn(marks: readonly RiskMark[], day: Day, months: number): RiskMark | undefined {
  let latest: RiskMark | undefined;
  for (const assessor of ASSESSOR_KINDS) {
    const last = lastOf(marks, assessor, day);
    if (!last || last.level === null || day < last.expiresOn(months)) continue;
    if (!latest || latest.day < last.day) latest = last;
  }
  return latest;
}

function isGraver(one: RiskLevelShown, other: RiskMark['level']): boolean {
  return other === null || GRAVEST_FIRST.indexOf(one) < GRAVEST_FIRST.indexOf(other);
}

function shownLevel(level: 'red' | 'yellow' | 'green'): RiskLevelShown | null {
  return level === 'green' ? null : level;
}

function mark(
  { recordedPosition, citations }: EffectiveReport<'dropout-risk-reported.v1' | 'dropout-risk-withdrawn.v1'>,
  day: Day,
  level: RiskLevelShown | null,
): RiskMark {
  const expiries = new Map<number, Day>();
  const expiresOn = (months: number): Day => {
    const known = expiries.get(months) ?? addMonths(day, months);
    expiries.set(months, known);
    return known;
  };
  return { assessor: 'school', day, level, recordedPosition, citations, expiresOn };
}
