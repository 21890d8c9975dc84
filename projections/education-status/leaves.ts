import type { EffectiveReport } from '#events/correction/effective';
import type { Day } from '#events/stored';
import type { EnrolmentReports } from './enrolment-reports.ts';

export interface Leave {
  readonly from: Day;
  readonly expectedUntil?: Day;
  /** Missing while no end is known: it then lasts as long as the enrolment. */
  readonly lastDay?: Day;
  readonly citations: readonly string[];
}

/** The leaves of an enrolment, latest first; two that begin on the same day are one, as last recorded. */
export function leavesOf(reports: EnrolmentReports): readonly Leave[] {
  const starts = reports.of['leave-started.v1'];
  if (starts.length === 0) return [];
  const byFrom = new Map<Day, EffectiveReport<'leave-started.v1'>>();
  for (const start of starts) keepLater(byFrom, start.data.from, start);
  const latestFirst = [...byFrom.values()].sort((a, b) => (a.data.from < b.data.from ? 1 : -1));
  const endOf = new Map<Day, EffectiveReport<'leave-ended.v1'>>();
  for (const end of reports.of['leave-ended.v1']) {
    const ended = latestFirst.find((start) => start.data.from <= end.data.lastDay);
    if (ended) keepLater(endOf, ended.data.from, end);
  }
  return latestFirst.map((start) => leave(start, endOf.get(start.data.from)));
}

/** The leave that covers a day, if any. */
export function findLeaveOn(leaves: readonly Leave[], day: Day): Leave | undefined {
  return leaves.find(({ from, lastDay }) => from <= day && (lastDay === undefined || day <= lastDay));
}

function keepLater<R extends EffectiveReport>(byDay: Map<Day, R>, day: Day, report: R): void {
  const kept = byDay.get(day);
  if (!kept || kept.recordedPosition < report.recordedPosition) byDay.set(day, report);
}

function leave(start: EffectiveReport<'leave-started.v1'>, end: EffectiveReport<'leave-ended.v1'> | undefined): Leave {
  const { from, expectedUntil } = start.data;
  return {
    from,
    ...(expectedUntil === undefined ? {} : { expectedUntil }),
    ...(end ? { lastDay: end.data.lastDay } : {}),
    citations: [...start.citations, ...(end?.citations ?? [])],
  };
}
