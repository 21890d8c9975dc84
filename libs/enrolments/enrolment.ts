import { addDays, addMonths } from '#libs/calendar';
import { lastDayWithoutEnd, type RuleBook } from '#libs/rules';
import { isPseudoEducation } from '#events/enrolment/education-code';
import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { Code, Day, Instant } from '#events/model/stored';
import { type ContradictingEnd, contradictingEnds, type End, type EndDispute, endsOf } from './ends.ts';
import { type EnrolmentReports, findLatestRecorded } from './enrolment-reports.ts';
import { type Leave, leavesOf } from './leaves.ts';
import { type RiskMark, riskMarksOf } from './risks.ts';
import { type EnrolmentVersion, type RegistrationReport, type Versions, versionOn, versionsOf } from './versions.ts';

/** An enrolment as it was on a day. */
export interface EnrolmentOnDay {
  readonly enrolmentId: string;
  readonly reporter: string;
  readonly institution: string;
  readonly department?: string;
  readonly education: Code;
  readonly kind: EnrolmentKind;
  readonly startsOn: Day;
  readonly expectedEndsOn?: Day;
  /** The last day if an end is known; it may lie ahead. */
  readonly endedOn?: Day;
}

/** A version in the form in which answers show it; built once. */
export interface ShownVersion {
  readonly from: Day;
  readonly citations: readonly string[];
  readonly shown: EnrolmentOnDay;
  /** False for a pseudo-education: an application for an admission test is not an enrolment. */
  readonly counts: boolean;
}

/** A known enrolment, computed from all reports about it. */
export interface Enrolment {
  readonly key: string;
  readonly reporter: string;
  readonly enrolmentId: string;
  /** The registration; named if it is a losing event. */
  readonly eventId: string;
  /** Position of the registration's current content; decides ties. */
  readonly recordedPosition: number;
  readonly startsOn: Day;
  readonly expectedEndsOn: Day | undefined;
  readonly versions: readonly ShownVersion[];
  readonly end: End | undefined;
  readonly disputes: readonly EndDispute[];
  /** The day of the end; if none is known, the last day before a report is missing. */
  readonly lastDay: Day;
  /** The last day up to `lastDay` on which the education is no pseudo-education; undefined if there is none. */
  readonly lastCounted: Day | undefined;
  /** The first day with the warning that the usual length has passed and extensions are not reported. */
  readonly warnsFrom: Day | undefined;
  /** The events that give the limit besides the version in force; empty if an end is known. */
  readonly limitCitations: readonly string[];
  readonly leaves: readonly Leave[];
  readonly risks: readonly RiskMark[];
  /** Ids of the events that state that it never began; empty if it began. */
  readonly neverStarted: readonly string[];
  /** For an enrolment that never started: the reports of its end or of a completed part. */
  readonly contradicting: readonly ContradictingEnd[];
  readonly newestReportAt: Instant;
}

/**
 * Computes an enrolment from its reports.
 * @returns undefined if it is not registered (reports that name it are held) or no version of it is a real education
 */
export function findReportedEnrolment(reports: EnrolmentReports, rules: RuleBook): Enrolment | undefined {
  const registration = findLatestRecorded(reports.of['enrolment-registered.v1']);
  if (!registration) return undefined;
  const read = versionsOf(registration, reports.of['enrolment-changed.v1']);
  const { startsOn, expectedEndsOn, versions } = read;
  const atStart = versionOn(versions, startsOn);
  const { end, disputes } = endsOf(reports, startsOn, atStart.citations);
  const neverStarted = findLatestRecorded(reports.of['enrolment-never-started.v1']);
  const { pseudoEducations } = rules.on(startsOn);
  const shown = versions.map((version) => shownAs(registration, version, read, end, pseudoEducations));
  const lastDay = end ? end.day : lastDayWithoutEnd(rules.on(startsOn), atStart.kind, startsOn, expectedEndsOn);
  if (!versionOn(shown, startsOn).counts && (neverStarted || !shown.some(({ counts }) => counts))) return undefined;
  return {
    key: reports.key,
    reporter: registration.reporter,
    enrolmentId: registration.data.enrolmentId,
    eventId: registration.eventId,
    recordedPosition: registration.recordedPosition,
    startsOn,
    expectedEndsOn,
    versions: shown,
    end,
    disputes,
    lastDay,
    lastCounted: lastCountedOf(shown, startsOn, lastDay),
    warnsFrom: end || expectedEndsOn !== undefined ? undefined : warnsFromOf(startsOn, atStart, rules),
    limitCitations: end ? [] : atStart.citations,
    leaves: leavesOf(reports),
    risks: riskMarksOf(reports),
    neverStarted: neverStarted?.citations ?? [],
    contradicting: neverStarted ? contradictingEnds(reports) : [],
    newestReportAt: reports.newestReportAt,
  };
}

function warnsFromOf(startsOn: Day, atStart: EnrolmentVersion, rules: RuleBook): Day | undefined {
  const months = rules.on(startsOn).warningMonths[atStart.kind];
  return months === undefined ? undefined : addMonths(startsOn, months);
}

function lastCountedOf(versions: readonly ShownVersion[], startsOn: Day, lastDay: Day): Day | undefined {
  for (let place = versions.length - 1; place >= 0; place -= 1) {
    const [version, next] = [versions[place], versions[place + 1]];
    if (!version?.counts || version.from > lastDay) continue;
    if (!next || next.from > lastDay) return lastDay;
    const last = addDays(next.from, -1);
    return last < startsOn ? undefined : last;
  }
  return undefined;
}

function shownAs(
  { reporter, data }: RegistrationReport,
  version: EnrolmentVersion,
  dates: Versions,
  end: End | undefined,
  pseudoEducations: readonly string[],
): ShownVersion {
  const shown: { -readonly [Member in keyof EnrolmentOnDay]: EnrolmentOnDay[Member] } = {
    enrolmentId: data.enrolmentId,
    reporter,
    institution: version.institution,
    education: version.education,
    kind: version.kind,
    startsOn: dates.startsOn,
  };
  if (version.department !== undefined) shown.department = version.department;
  if (dates.expectedEndsOn !== undefined) shown.expectedEndsOn = dates.expectedEndsOn;
  if (end) shown.endedOn = end.day;
  return {
    from: version.from,
    citations: version.citations,
    shown,
    counts: !isPseudoEducation(version.education, pseudoEducations),
  };
}

/** The version that counts on a day: changes after the last day have no effect. */
export function versionAt(enrolment: Enrolment, day: Day): ShownVersion {
  return versionOn(enrolment.versions, day < enrolment.lastDay ? day : enrolment.lastDay);
}

/** Returns false on a day with a pseudo-education. */
export function countsOn(enrolment: Enrolment, day: Day): boolean {
  return versionAt(enrolment, day).counts;
}

/** Ids of the events that are enough to give the same dates, kind and end on a day. */
export function citationsOf(enrolment: Enrolment, day: Day): readonly string[] {
  const { citations } = versionAt(enrolment, day);
  if (enrolment.versions.length === 1) return enrolment.end ? [...citations, ...enrolment.end.citations] : citations;
  return [...new Set([...citations, ...enrolment.limitCitations, ...(enrolment.end?.citations ?? [])])];
}
