import { addDays } from '#libs/calendar';
import type { EffectiveReport } from '#events/standing/effective';
import type { Day } from '#events/model/stored';
import type { EnrolmentReports } from './enrolment-reports.ts';
import { mostRecent } from './most-shown.ts';

export type EndOutcome = 'interrupted' | 'whole' | 'not-passed';

export interface End {
  /** The last day of the enrolment. */
  readonly day: Day;
  readonly outcome: EndOutcome;
  readonly recordedPosition: number;
  readonly citations: readonly string[];
  readonly eventId: string;
}

export interface EndDispute {
  readonly kind: 'ends-disagree' | 'end-before-start';
  /** The first day on which the sides differ. */
  readonly from: Day;
  readonly sides: readonly (readonly string[])[];
  readonly losing: readonly { readonly eventId: string; readonly why: 'recorded-earlier' | 'before-start' }[];
  /** Number of further losing events. */
  readonly leftOut: number;
}

export interface Ends {
  /** The end that counts: the one recorded last of those not before the start. */
  readonly end: End | undefined;
  readonly disputes: readonly EndDispute[];
}

type Interruption = EffectiveReport<'education-interrupted.v1'>;
type Completion = EffectiveReport<'education-completed.v1'>;

/**
 * Reads the reported ends of an enrolment; a completed part ends nothing. `startCitations` are the events that give
 * `startsOn`.
 */
export function endsOf(reports: EnrolmentReports, startsOn: Day, startCitations: readonly string[]): Ends {
  const interruptions = reports.of['education-interrupted.v1'];
  const completions = reports.of['education-completed.v1'];
  if (interruptions.length + completions.length === 0) return { end: undefined, disputes: [] };
  const all = [...interruptions.map(interruption), ...completions.flatMap(completion)];
  const possible = all.filter((end) => end.day >= startsOn).sort((a, b) => b.recordedPosition - a.recordedPosition);
  const impossible = all.filter((end) => end.day < startsOn);
  const end = possible[0];
  const others = possible.filter((other) => end && (other.day !== end.day || other.outcome !== end.outcome));
  const disputes: EndDispute[] = [];
  if (end && others.length > 0) {
    const shown = mostRecent(others);
    const dispute = {
      kind: 'ends-disagree',
      from: firstDayOf([end, ...others]),
      sides: sidesOf([end, ...shown]),
    } as const;
    disputes.push({ ...dispute, losing: losing(shown, 'recorded-earlier'), leftOut: others.length - shown.length });
  }
  if (impossible.length > 0) {
    const shown = mostRecent(impossible);
    const dispute = {
      kind: 'end-before-start',
      from: firstDayOf(impossible),
      sides: [startCitations, ...sidesOf(shown)],
    } as const;
    disputes.push({ ...dispute, losing: losing(shown, 'before-start'), leftOut: impossible.length - shown.length });
  }
  return { end, disputes };
}

/** A report that contradicts never-started. */
export interface ContradictingEnd {
  readonly recordedPosition: number;
  readonly eventId: string;
  readonly citations: readonly string[];
}

/** All reports of an end or of a completed part, also before the start. */
export function contradictingEnds(reports: EnrolmentReports): readonly ContradictingEnd[] {
  const all = [...reports.of['education-interrupted.v1'], ...reports.of['education-completed.v1']];
  return all.map(({ eventId, citations, recordedPosition }) => ({ eventId, citations, recordedPosition }));
}

function interruption(report: Interruption): End {
  return ended(report, report.data.lastDay, 'interrupted');
}

function completion(report: Completion): End[] {
  const { extent, completedOn } = report.data;
  switch (extent) {
    case 'whole':
    case 'not-passed':
      return [ended(report, completedOn, extent)];
    case 'part':
      return [];
  }
}

function ended(
  { recordedPosition, citations, eventId }: Interruption | Completion,
  day: Day,
  outcome: EndOutcome,
): End {
  return { day, outcome, recordedPosition, citations, eventId };
}

function losing(ends: readonly End[], why: 'recorded-earlier' | 'before-start'): EndDispute['losing'] {
  return ends.map(({ eventId }) => ({ eventId, why }));
}

function sidesOf(ends: readonly End[]): EndDispute['sides'] {
  return ends.map(({ citations }) => citations);
}

/** The first day on which the ends differ in meaning. */
function firstDayOf(ends: readonly End[]): Day {
  return addDays(
    ends.reduce((day, end) => (end.day < day ? end.day : day), ends[0]?.day ?? ''),
    1,
  );
}
