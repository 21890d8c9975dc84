import type { EnrolmentChangedV1 } from '#events/enrolment/enrolment-changed.event';
import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { EffectiveReport } from '#events/standing/effective';
import type { Code, Day } from '#events/model/stored';

export type RegistrationReport = EffectiveReport<'enrolment-registered.v1'>;
type Change = EffectiveReport<'enrolment-changed.v1'>;

/** The content of an enrolment from a day on. */
export interface EnrolmentVersion {
  /** The first version has the empty text, which lies before every day. */
  readonly from: Day;
  readonly institution: string;
  readonly department?: string;
  readonly education: Code;
  readonly track?: string;
  readonly schoolPeriod?: string;
  readonly kind: EnrolmentKind;
  /** The registration and the changes that give these fields and the two dates. */
  readonly citations: readonly string[];
}

/** An enrolment after its changes are applied. */
export interface Versions {
  readonly startsOn: Day;
  readonly expectedEndsOn: Day | undefined;
  /** Ascending by `from`, never empty. */
  readonly versions: readonly EnrolmentVersion[];
}

const HOLDS_FROM_CHANGE = ['institution', 'department', 'education', 'track', 'schoolPeriod', 'kind'] as const;

/**
 * Applies changes to a registration. Changed dates hold for the enrolment's whole life, all other fields from the day
 * of the change.
 */
export function versionsOf(registration: RegistrationReport, changes: readonly Change[]): Versions {
  const { data, citations } = registration;
  if (changes.length === 0) {
    return {
      startsOn: data.startsOn,
      expectedEndsOn: data.expectedEndsOn,
      versions: [firstVersion(registration, citations)],
    };
  }
  const ordered = [...changes].sort(byDayThenRecorded);
  const start = findNaming(ordered, 'startsOn');
  const expected = findNaming(ordered, 'expectedEndsOn');
  const whole = [...citations, ...(start?.citations ?? []), ...(expected?.citations ?? [])];
  const versions = [firstVersion(registration, distinct(whole))];
  // Updated from change to change, so each of thousands of changes is read once.
  const latest: Latest = new Map();
  ordered.forEach((change, index) => {
    for (const field of HOLDS_FROM_CHANGE) if (change.data[field] !== undefined) latest.set(field, change);
    const last = ordered[index + 1]?.data.changedOn !== change.data.changedOn;
    if (last) versions.push(versionFrom(registration, latest, change.data.changedOn, whole));
  });
  return {
    startsOn: start?.data.startsOn ?? data.startsOn,
    expectedEndsOn: expected?.data.expectedEndsOn ?? data.expectedEndsOn,
    versions,
  };
}

/** The version in force on a day. Searches by halves: there may be one version a day for a whole life. */
export function versionOn<V extends { readonly from: Day }>(versions: readonly V[], day: Day): V {
  let [place, end] = [0, versions.length];
  while (end - place > 1) {
    const middle = (place + end) >> 1;
    if ((versions[middle]?.from ?? '') <= day) place = middle;
    else end = middle;
  }
  const current = versions[place];
  if (!current) throw new RangeError('an enrolment has at least the version it was registered with');
  return current;
}

function byDayThenRecorded(a: Change, b: Change): number {
  if (a.data.changedOn !== b.data.changedOn) return a.data.changedOn < b.data.changedOn ? -1 : 1;
  return a.recordedPosition - b.recordedPosition;
}

function findNaming(ordered: readonly Change[], field: keyof Change['data']): Change | undefined {
  return ordered.findLast((change) => change.data[field] !== undefined);
}

function firstVersion({ data }: RegistrationReport, citations: readonly string[]): EnrolmentVersion {
  return {
    from: '',
    institution: data.institution,
    ...(data.department === undefined ? {} : { department: data.department }),
    education: data.education,
    ...(data.track === undefined ? {} : { track: data.track }),
    ...(data.schoolPeriod === undefined ? {} : { schoolPeriod: data.schoolPeriod }),
    kind: data.kind,
    citations,
  };
}

/** The last change of each field. */
type Latest = Map<(typeof HOLDS_FROM_CHANGE)[number], Change>;

function versionFrom(
  registration: RegistrationReport,
  latest: Latest,
  from: Day,
  whole: readonly string[],
): EnrolmentVersion {
  const cited = [...whole];
  const changed: Partial<EnrolmentChangedV1> = {};
  for (const field of HOLDS_FROM_CHANGE) {
    const change = latest.get(field);
    if (!change) continue;
    Object.assign(changed, { [field]: change.data[field] });
    cited.push(...change.citations);
  }
  return { ...firstVersion(registration, []), ...changed, from, citations: distinct(cited) } as EnrolmentVersion;
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
