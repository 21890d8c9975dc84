import type { EventType, PersonEvent, Report, ReportData, ReportType } from '../person-event.ts';
import type { Instant, Stored } from '../stored.ts';
import { withdrawalsInForce, type Withdrawal } from './withdrawals.ts';

/** What a report says once corrections are read into it. */
export interface CurrentContent {
  /** Position of the current content: a correction takes its own (status.md, "recorded"). */
  readonly recordedPosition: number;
  /** The event that carries the current content, and with it whatever is sealed. */
  readonly contentEventId: string;
  readonly contentReceivedAt: Instant;
  /** Event ids that alone reproduce this content. */
  readonly citations: readonly string[];
}

/** A report in force with its current `data`. `occurredOn` is the original's: read the dates in `data`. */
export type EffectiveReport<T extends ReportType = ReportType> = {
  [K in T]: Stored<K, ReportData[K]> & CurrentContent;
}[T];

/** A report taken back, with the events that show it: itself and the withdrawal. */
export type WithdrawnReport = Report & { readonly citations: readonly string[] };

type Correction = Extract<PersonEvent, { type: 'report-corrected.v1' }>;

interface Candidate {
  readonly correction: Correction;
  /** From the root report to the correction itself. */
  readonly chain: readonly PersonEvent[];
}

const NOT_REPORTS: Readonly<Record<Exclude<EventType, ReportType>, true>> = {
  'report-corrected.v1': true,
  'report-withdrawn.v1': true,
  'follow-up-opened.v1': true,
  'follow-up-rescheduled.v1': true,
  'follow-up-handed-over.v1': true,
  'follow-up-closed.v1': true,
  'follow-up-cancelled.v1': true,
  'follow-up-breached.v1': true,
};

const notReports: ReadonlySet<string> = new Set(Object.keys(NOT_REPORTS));

function isReport(event: PersonEvent): event is Report {
  return !notReports.has(event.type);
}

/** The reports in force, in position order, each with the content the latest correction gives it. */
export function effectiveReports(events: readonly PersonEvent[]): EffectiveReport[] {
  const reports = events.filter(isReport);
  if (!events.some(pointsBack)) return reports.map(asSent);
  const withdrawals = withdrawalsInForce(events);
  const candidates = candidatesByRoot(events, withdrawals);
  const effective: EffectiveReport[] = [];
  for (const report of reports) {
    if (withdrawals.has(report.eventId)) continue;
    const deciding = candidates.get(report.eventId);
    effective.push(deciding ? asCorrected(report, deciding, withdrawals) : asSent(report));
  }
  return effective;
}

/** The reports that have been taken back and not given back, in position order. */
export function withdrawnReports(events: readonly PersonEvent[]): WithdrawnReport[] {
  if (!events.some(pointsBack)) return [];
  const withdrawals = withdrawalsInForce(events);
  return events.filter(isReport).flatMap((report) => {
    const withdrawal = withdrawals.get(report.eventId);
    return withdrawal ? [{ ...report, citations: [report.eventId, withdrawal.eventId] }] : [];
  });
}

function pointsBack(event: PersonEvent): boolean {
  return event.type === 'report-corrected.v1' || event.type === 'report-withdrawn.v1';
}

function asSent(report: Report): EffectiveReport {
  return withContent(report, report, report.data, [report.eventId]);
}

function asCorrected(report: Report, { correction, chain }: Candidate, withdrawals: ReadonlyMap<string, Withdrawal>): EffectiveReport {
  // A withdrawn link could outrank the deciding correction in a replay that does not know of its withdrawal.
  const citations = chain.flatMap((link) => {
    const withdrawal = withdrawals.get(link.eventId);
    return withdrawal ? [link.eventId, withdrawal.eventId] : [link.eventId];
  });
  return withContent(report, correction, correction.data.content, citations);
}

/** Field by field: it runs for every report at every event, and spreading was a fifth of a timeline's time (Node 20). */
function withContent(report: Report, carrier: PersonEvent, data: unknown, citations: readonly string[]): EffectiveReport {
  return {
    type: report.type,
    data,
    position: report.position,
    stream: report.stream,
    version: report.version,
    eventId: report.eventId,
    source: report.source,
    senderId: report.senderId,
    reporter: report.reporter,
    occurredOn: report.occurredOn,
    registeredAt: report.registeredAt,
    receivedAt: report.receivedAt,
    recordedAt: report.recordedAt,
    recordedPosition: carrier.position,
    contentEventId: carrier.eventId,
    contentReceivedAt: carrier.receivedAt,
    citations,
    // The door has checked a correction's content against all of `contentTypes`, and the root's type is one of them.
  } as EffectiveReport;
}

/** For each corrected report the latest recorded correction that stands. */
function candidatesByRoot(events: readonly PersonEvent[], withdrawals: ReadonlyMap<string, Withdrawal>): Map<string, Candidate> {
  const byId = new Map(events.map((event) => [event.eventId, event]));
  const latest = new Map<string, Candidate>();
  for (const event of events) {
    if (event.type !== 'report-corrected.v1' || withdrawals.has(event.eventId)) continue;
    const chain = findChain(event, byId);
    const root = chain?.[0];
    if (!chain || !root || !isReport(root) || !event.data.contentTypes.includes(root.type)) continue;
    const standing = latest.get(root.eventId);
    if (!standing || standing.correction.position < event.position) latest.set(root.eventId, { correction: event, chain });
  }
  return latest;
}

/** The way from the root report down to the correction; undefined where it is not (yet) known, not theirs, or a circle. */
function findChain(correction: Correction, byId: ReadonlyMap<string, PersonEvent>): PersonEvent[] | undefined {
  const chain: PersonEvent[] = [correction];
  const seen = new Set([correction.eventId]);
  let link: Correction = correction;
  for (;;) {
    const target = byId.get(link.data.target);
    if (!target || target.reporter !== correction.reporter || seen.has(target.eventId)) return undefined;
    chain.unshift(target);
    if (target.type !== 'report-corrected.v1') return chain;
    seen.add(target.eventId);
    link = target;
  }
}
