import type { EventType, PersonEvent, Report, ReportData, ReportType } from '../person-event.ts';
import type { Instant, Stored } from '../model/stored.ts';
import { withdrawalsInForce, type Withdrawal } from './withdrawals.ts';

/** The content of a report after its corrections are applied. */
export interface CurrentContent {
  /** Position of the current content: a correction has its own position. */
  readonly recordedPosition: number;
  /** The event that contains the current content and its sealed fields. */
  readonly contentEventId: string;
  readonly contentReceivedAt: Instant;
  /** Ids of the events that are enough to reproduce this content. */
  readonly citations: readonly string[];
}

/** A report in force with its current `data`. `occurredOn` is that of the original: read the dates in `data`. */
export type EffectiveReport<T extends ReportType = ReportType> = {
  [K in T]: Stored<K, ReportData[K]> & CurrentContent;
}[T];

type Correction = Extract<PersonEvent, { type: 'report-corrected.v1' }>;

interface Candidate {
  readonly correction: Correction;
  /** From the root report to the correction, both included. */
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

export function isReport(event: PersonEvent): event is Report {
  return !notReports.has(event.type);
}

/** The grounds that gave an event standing after it was received without: position and event ids. */
export interface Release {
  readonly position: number;
  readonly citations: readonly string[];
}

/** The releases of waiting events, by event id. A waiting event without a release is not in force. */
export type Releases = ReadonlyMap<string, Release>;

const NONE: readonly string[] = [];

/** Returns true if the event counts: it had standing on receipt or got it later. */
export function isInForce(event: PersonEvent, releases: Releases): boolean {
  return event.standing !== 'waiting' || releases.has(event.eventId);
}

/** The reports in force, in position order, each with the content of its latest correction in force. */
export function reportsInForce(events: readonly PersonEvent[], releases: Releases): EffectiveReport[] {
  const reports = events.filter(isReport);
  if (!events.some(pointsBack)) return reports.flatMap((report) => asSent(report, releases));
  const withdrawals = withdrawalsInForce(events);
  const candidates = candidatesByRoot(events, withdrawals, releases);
  const effective: EffectiveReport[] = [];
  for (const report of reports) {
    if (withdrawals.has(report.eventId)) continue;
    const deciding = candidates.get(report.eventId);
    if (deciding) effective.push(asCorrected(report, deciding, { withdrawals, releases }));
    else effective.push(...asSent(report, releases));
  }
  return effective;
}

export function pointsBack(event: PersonEvent): boolean {
  return event.type === 'report-corrected.v1' || event.type === 'report-withdrawn.v1';
}

function asSent(report: Report, releases: Releases): EffectiveReport[] {
  if (report.standing !== 'waiting') return [withContent(report, report, report.data, [report.eventId])];
  const release = releases.get(report.eventId);
  return release ? [withContent(report, report, report.data, [report.eventId, ...release.citations])] : [];
}

interface Standings {
  readonly withdrawals: ReadonlyMap<string, Withdrawal>;
  readonly releases: Releases;
}

function asCorrected(
  report: Report,
  { correction, chain }: Candidate,
  { withdrawals, releases }: Standings,
): EffectiveReport {
  // Cites the withdrawals of withdrawn links too: in a replay without its withdrawal such a link could outrank the
  // deciding correction.
  const links = chain.flatMap((link) => {
    const withdrawal = withdrawals.get(link.eventId);
    return withdrawal ? [link.eventId, withdrawal.eventId] : [link.eventId];
  });
  const citations = [...links, ...(releases.get(correction.eventId)?.citations ?? NONE)];
  return withContent(report, correction, correction.data.content, citations);
}

/**
 * Copies field by field: this runs for every report at every event, and spreading took a fifth of a timeline's time
 * (Node 20).
 */
function withContent(
  report: Report,
  carrier: PersonEvent,
  data: unknown,
  citations: readonly string[],
): EffectiveReport {
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
    // The check on receipt tested a correction's content against all of `contentTypes`, which include the root's type.
  } as EffectiveReport;
}

/** For each corrected report the latest recorded correction that is in force and not withdrawn. */
function candidatesByRoot(
  events: readonly PersonEvent[],
  withdrawals: ReadonlyMap<string, Withdrawal>,
  releases: Releases,
): Map<string, Candidate> {
  const byId = new Map(events.map((event) => [event.eventId, event]));
  const roots = new Map<string, PersonEvent | undefined>();
  const latest = new Map<string, Correction>();
  for (const event of events) {
    if (event.type !== 'report-corrected.v1' || withdrawals.has(event.eventId) || !isInForce(event, releases)) continue;
    const root = findRoot(event, byId, roots);
    if (!root || !isReport(root) || !event.data.contentTypes.includes(root.type)) continue;
    const standing = latest.get(root.eventId);
    if (!standing || standing.position < event.position) latest.set(root.eventId, event);
  }
  return new Map([...latest].map(([root, correction]) => [root, { correction, chain: chainOf(correction, byId) }]));
}

/**
 * The report at the root of a correction. The result is cached for every link on the way, so a chain of any length is
 * followed once.
 * @returns undefined if the root is not (yet) known, belongs to another reporter, or the links form a circle
 */
function findRoot(
  correction: Correction,
  byId: ReadonlyMap<string, PersonEvent>,
  roots: Map<string, PersonEvent | undefined>,
): PersonEvent | undefined {
  const way = new Set<string>();
  let link: Correction = correction;
  let root: PersonEvent | undefined;
  for (;;) {
    if (roots.has(link.eventId)) {
      root = roots.get(link.eventId);
      break;
    }
    if (way.has(link.eventId)) break;
    way.add(link.eventId);
    const target = byId.get(link.data.target);
    if (!target || target.reporter !== link.reporter) break;
    if (target.type !== 'report-corrected.v1') {
      root = target;
      break;
    }
    link = target;
  }
  for (const eventId of way) roots.set(eventId, root);
  return root;
}

/** The chain from the root report to a correction that has a root. */
function chainOf(correction: Correction, byId: ReadonlyMap<string, PersonEvent>): PersonEvent[] {
  const chain: PersonEvent[] = [correction];
  for (
    let target = byId.get(correction.data.target);
    target;
    target = target.type === 'report-corrected.v1' ? byId.get(target.data.target) : undefined
  )
    chain.push(target);
  return chain.reverse();
}
