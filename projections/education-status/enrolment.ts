import { addDays, addMonths } from '#libs/calendar';
import type { RuleBook } from '#libs/rules';
import type { Day, Instant } from '#events/stored';
import { type End, type EndDispute, endsOf } from './ends.ts';
import { type EnrolmentReports, findLatestRecorded } from './enrolment-reports.ts';
import { type Leave, leavesOf } from './leaves.ts';
import { type RiskMark, riskMarksOf } from './risks.ts';
import type { SpellEnrolment, Writable } from './spell.ts';
import { type EnrolmentVersion, type Registration, type Versions, versionOn, versionsOf } from './versions.ts';

/** A version in the form it is answered in, made once. */
export interface ShownVersion {
  readonly from: Day;
  readonly citations: readonly string[];
  readonly shown: SpellEnrolment;
}

/** A known enrolment with everything said of it read in. */
export interface Enrolment {
  readonly key: string;
  readonly reporter: string;
  readonly enrolmentId: string;
  /** The registration, for naming it as a losing event. */
  readonly eventId: string;
  /** Position of the registration's current content: decides ties. */
  readonly recordedPosition: number;
  readonly startsOn: Day;
  readonly expectedEndsOn: Day | undefined;
  readonly versions: readonly ShownVersion[];
  readonly end: End | undefined;
  readonly disputes: readonly EndDispute[];
  /** The end, or where none is known the day after which a report is missing. */
  readonly lastDay: Day;
  /** What the limit rests on besides the version in force; empty where an end is known. */
  readonly limitCitations: readonly string[];
  readonly leaves: readonly Leave[];
  readonly risks: readonly RiskMark[];
  /** Event ids that show it never began; empty where it did. */
  readonly neverStarted: readonly string[];
  readonly newestReportAt: Instant;
}

/** What is known of an enrolment; undefined while it has not been registered: then what names it is held. */
export function findEnrolment(reports: EnrolmentReports, rules: RuleBook): Enrolment | undefined {
  const registration = findLatestRecorded(reports.of['enrolment-registered.v1']);
  if (!registration) return undefined;
  const read = versionsOf(registration, reports.of['enrolment-changed.v1']);
  const { startsOn, expectedEndsOn, versions } = read;
  const atStart = versionOn(versions, startsOn);
  const { end, disputes } = endsOf(reports, startsOn, atStart.citations);
  const neverStarted = findLatestRecorded(reports.of['enrolment-never-started.v1']);
  return {
    key: reports.key,
    reporter: registration.reporter,
    enrolmentId: registration.data.enrolmentId,
    eventId: registration.eventId,
    recordedPosition: registration.recordedPosition,
    startsOn,
    expectedEndsOn,
    versions: versions.map((version) => shownAs(registration, version, read, end)),
    end,
    disputes,
    lastDay: end ? end.day : limitOf(startsOn, expectedEndsOn, atStart, rules),
    limitCitations: end ? [] : atStart.citations,
    leaves: leavesOf(reports),
    risks: riskMarksOf(reports),
    neverStarted: neverStarted?.citations ?? [],
    newestReportAt: reports.newestReportAt,
  };
}

/** The last day an enrolment counts without a reported end, by the rules and the kind it began with. */
function limitOf(startsOn: Day, expectedEndsOn: Day | undefined, atStart: EnrolmentVersion, rules: RuleBook): Day {
  const { graceDays, longestMonths } = rules.on(startsOn);
  if (expectedEndsOn !== undefined) return addDays(expectedEndsOn, graceDays);
  const months = longestMonths[atStart.kind];
  if (months === undefined) throw new RangeError(`the rules name no longest duration for ${atStart.kind}`);
  return addMonths(startsOn, months);
}

function shownAs({ reporter, data }: Registration, version: EnrolmentVersion, dates: Versions, end: End | undefined): ShownVersion {
  const shown: Writable<SpellEnrolment> = {
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
  return { from: version.from, citations: version.citations, shown };
}

/** The version that counts on a day: what changed after the last day no longer matters. */
export function versionAt(enrolment: Enrolment, day: Day): ShownVersion {
  return versionOn(enrolment.versions, day < enrolment.lastDay ? day : enrolment.lastDay);
}

/** Event ids that alone give the same dates, kind and end on a day. */
export function citationsOf(enrolment: Enrolment, day: Day): readonly string[] {
  const { citations } = versionAt(enrolment, day);
  if (enrolment.versions.length === 1) return enrolment.end ? [...citations, ...enrolment.end.citations] : citations;
  return [...new Set([...citations, ...enrolment.limitCitations, ...(enrolment.end?.citations ?? [])])];
}
