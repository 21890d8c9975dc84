import type { PersonEvent, Report } from '../person-event.ts';
import { releasesOf } from './releases.ts';
import { type EffectiveReport, isInForce, isReport, pointsBack, reportsInForce } from '../history/current-content.ts';
import { withdrawalsInForce } from '../history/withdrawals.ts';

export type { EffectiveReport } from '../history/current-content.ts';

/** A report taken back, with the events that show it: itself and the withdrawal. */
export type WithdrawnReport = Report & { readonly citations: readonly string[] };

/**
 * The reports in force, in position order, each with the content the latest correction gives it. A report or correction
 * that waits for standing is left out until an event of the stream gives it.
 */
export function effectiveReports(events: readonly PersonEvent[]): EffectiveReport[] {
  return reportsInForce(events, releasesOf(events));
}

/** The reports that have been taken back and not given back, in position order; what was never in force is not among them. */
export function withdrawnReports(events: readonly PersonEvent[]): WithdrawnReport[] {
  if (!events.some(pointsBack)) return [];
  const releases = releasesOf(events);
  const withdrawals = withdrawalsInForce(events);
  return events.filter(isReport).flatMap((report) => {
    const withdrawal = withdrawals.get(report.eventId);
    return withdrawal && isInForce(report, releases)
      ? [{ ...report, citations: [report.eventId, withdrawal.eventId] }]
      : [];
  });
}

/** Whether anything about the person ever came into force: held reports alone make no person. */
export function isKnownPerson(events: readonly PersonEvent[]): boolean {
  const releases = releasesOf(events);
  return events.some((event) => isInForce(event, releases));
}
