import { localDay } from '#libs/calendar';
import { type EffectiveReport, effectiveReports } from '#events/standing/effective';
import { getDefinition } from '#events/catalogue';
import { parseSource } from '#events/model/source';
import type { EventData, EventType, PersonEvent } from '#events/person-event';
import type { Day } from '#events/model/stored';
import { checkOf } from './checks.ts';

/** What is odd in a report in force. */
export interface OpenFinding {
  /** The check's id: the code of the warning. */
  readonly check: string;
  /** The day the odd content was received. */
  readonly from: Day;
  /** The day on which it expires by itself; null if only a report resolves it. */
  readonly expiresOn: Day | null;
  readonly reporter: string;
  readonly system: string;
  readonly type: string;
  readonly eventId: string;
  readonly contentEventId: string;
  readonly enrolmentId: string | null;
}

/**
 * The open findings about a person's reports as known after these events. A finding is a warning of a report in force,
 * or of the correction that contains its present content. A correction without the warning or a withdrawal resolves
 * it; some are resolved by the report that was missing, or by the end of the one they contradict (checks.ts).
 */
export function openFindings(events: readonly PersonEvent[]): readonly OpenFinding[] {
  const warned = new Map(events.flatMap(({ eventId, warnings }) => (warnings ? [[eventId, warnings] as const] : [])));
  if (warned.size === 0) return [];
  const reports = effectiveReports(events);
  const aboutSame = byEnrolment(reports);
  return reports.flatMap((report) => {
    const codes = [...new Set(warned.get(report.contentEventId) ?? [])];
    const open = codes.filter((check) => checkOf(check)?.holds?.(report, aboutSame(report)) ?? true);
    return open.map((check) => finding(check, report));
  });
}

/** The same reporter's reports on the same enrolment, grouped once: there may be a thousand about one person. */
function byEnrolment(reports: readonly EffectiveReport[]): (report: EffectiveReport) => readonly EffectiveReport[] {
  const keyOf = (report: EffectiveReport): string => `${report.reporter} ${enrolmentOf(report) ?? ''}`;
  const groups = new Map<string, EffectiveReport[]>();
  for (const report of reports) {
    const group = groups.get(keyOf(report));
    if (group) group.push(report);
    else groups.set(keyOf(report), [report]);
  }
  return (report) => groups.get(keyOf(report)) ?? [];
}

function enrolmentOf({ data }: EffectiveReport): string | null {
  return 'enrolmentId' in data ? data.enrolmentId : null;
}

/** The day the present content is about. */
function dayOf({ type, data, contentReceivedAt }: EffectiveReport): Day {
  return getDefinition<EventType>(type).occurredOn(data as EventData[EventType], localDay(contentReceivedAt));
}

function finding(check: string, report: EffectiveReport): OpenFinding {
  const { reporter, type, source, eventId, contentEventId, contentReceivedAt } = report;
  return {
    check,
    from: localDay(contentReceivedAt),
    expiresOn: checkOf(check)?.untilItsDay ? dayOf(report) : null,
    reporter,
    system: parseSource(source)?.systemId ?? '',
    type,
    eventId,
    contentEventId,
    enrolmentId: enrolmentOf(report),
  };
}
