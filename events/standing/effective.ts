import type { PersonEvent, Report } from '../person-event.ts';
import { releasesOf } from './releases.ts';
import { type EffectiveReport, isInForce, isReport, pointsBack, reportsInForce } from '../history/current-content.ts';
import { withdrawalsInForce } from '../history/withdrawals.ts';

export type { EffectiveReport } from '../history/current-content.ts';

/** A withdrawn report with the events that prove it: the report itself and the withdrawal. */
export type WithdrawnReport = Report & { readonly citations: readonly string[] };

/**
 * The reports in force, in position order, each with the content of its latest correction. Omits a report or correction
 * that waits for standing until an event of the stream gives it.
 */
export function effectiveReports(events: readonly PersonEvent[]): EffectiveReport[] {
  return reportsInForce(events, releasesOf(events));
}

/** The reports that are withdrawn and not reinstated, in position order. Omits reports that were never in force. */
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

/** Returns true if any event about the person ever came into force: held reports alone do not make a person known. */
export function isKnownPerson(events: readonly PersonEvent[]): boolean {
  const releases = releasesOf(events);
  return events.some((event) => isInForce(event, releases));
}
