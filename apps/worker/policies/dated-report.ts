import { localDay } from '#libs/calendar';
import type { EffectiveReport } from '#events/standing/effective';
import type { DatedReport } from '#events/follow-up/contact/contact.decide';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';

const PREFIX = 'municipality-';

/**
 * A report of the municipality with the day to which it refers, and the day on which that day was first reported: a
 * correction that changes the day counts from its own recording; one that leaves it unchanged does not make the report
 * later.
 */
export function datedReport(
  report: EffectiveReport<'became-aware.v1' | 'contact-made.v1'>,
  on: Day,
  known: PersonHistory,
): DatedReport {
  const first = report.contentEventId === report.eventId ? undefined : findFirstReport(report.citations, on, known);
  return {
    eventId: report.eventId,
    on,
    municipality: report.reporter.startsWith(PREFIX) ? report.reporter.slice(PREFIX.length) : '',
    reportedOn: localDay(first?.recordedAt ?? report.recordedAt),
  };
}

function findFirstReport(citations: readonly string[], on: Day, { events }: PersonHistory): PersonEvent | undefined {
  return events.find((event) => citations.includes(event.eventId) && dayOf(event) === on);
}

function dayOf(event: PersonEvent): unknown {
  if (event.type === 'became-aware.v1') return event.data.awareOn;
  if (event.type === 'contact-made.v1') return event.data.on;
  return event.type === 'report-corrected.v1' ? (event.data.content['awareOn'] ?? event.data.content['on']) : undefined;
}
