import type { EffectiveReport } from '#events/standing/effective';
import type { Day } from '#events/model/stored';
import { spanOn, spansOf } from '#events/model/spans';
import { type EnrolmentReports, findLatestRecorded } from './enrolment-reports.ts';

export interface Leave {
  /** The report of its first day. */
  readonly eventId: string;
  readonly from: Day;
  readonly expectedUntil?: Day;
  /** Missing if no end is known: the leave then lasts as long as the enrolment. */
  readonly lastDay?: Day;
  readonly citations: readonly string[];
}

type Start = EffectiveReport<'leave-started.v1'>;
type LeaveEnd = EffectiveReport<'leave-ended.v1'>;

/**
 * The leaves of an enrolment, latest first. An enrolment is on one leave at a time: a start during a leave repeats that
 * leave, and an end closes every leave begun by then. Of several ends of one leave the one recorded later counts.
 */
export function leavesOf(reports: EnrolmentReports): readonly Leave[] {
  const starts = reports.of['leave-started.v1'];
  if (starts.length === 0) return [];
  const ends = reports.of['leave-ended.v1'];
  const spans = spansOf(
    starts.map(({ data }) => data.from),
    ends.map(({ data }) => data.lastDay),
  );
  const told = spans.map((): { starts: Start[]; ends: LeaveEnd[] } => ({ starts: [], ends: [] }));
  for (const start of starts) told[spanOn(spans, start.data.from)]?.starts.push(start);
  for (const end of ends) told[spanOn(spans, end.data.lastDay)]?.ends.push(end);
  return told.map(leaveOf).reverse();
}

/** @returns undefined if no leave includes the day */
export function findLeaveOn(leaves: readonly Leave[], day: Day): Leave | undefined {
  return leaves.find(({ from, lastDay }) => from <= day && (lastDay === undefined || day <= lastDay));
}

function leaveOf(told: { readonly starts: readonly Start[]; readonly ends: readonly LeaveEnd[] }): Leave {
  const first = earliest(told.starts);
  const { eventId } = first;
  const { from } = first.data;
  const expected = findLatestRecorded(told.starts.filter(({ data }) => data.expectedUntil !== undefined))?.data
    .expectedUntil;
  const end = findLatestRecorded(told.ends.filter(({ data }) => from <= data.lastDay));
  return {
    eventId,
    from,
    ...(expected === undefined ? {} : { expectedUntil: expected }),
    ...(end ? { lastDay: end.data.lastDay } : {}),
    citations: [...first.citations, ...(end?.citations ?? [])],
  };
}

function earliest(starts: readonly Start[]): Start {
  return starts.reduce((first, start) => (start.data.from < first.data.from ? start : first));
}
