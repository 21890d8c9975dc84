import type { Pool } from 'pg';
import { effectiveReports } from '#events/correction/effective';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import type { Day } from '#events/stored';
import { localDay } from '#libs/calendar';
import type { RecordedEvent } from '#libs/event-store';
import { isPoison } from '#libs/feed';
import { knownAfter, loadHistories } from '#libs/person-history';
import type { RuleBook } from '#libs/rules';
import { statusOn, timeline } from '#projections/education-status/education-status.evolve';
import { residenceOn, residenceTimeline } from '#events/residence/residence.evolve';
import { findVisibleAt } from './visible.query.ts';

export type ReportReceipt = Awaited<ReturnType<typeof reportReceipt>>;

/** The whole road of one report, from the log: received, checked, stored, visible, its effect, what corrected it later. */
export async function reportReceipt(pool: Pool, rules: RuleBook, event: RecordedEvent) {
  const [history] = await loadHistories(pool, [event.stream]);
  if (!history) throw new Error('an event without its person');
  const own = history.events.find((candidate) => candidate.eventId === event.eventId);
  const day = localDay(event.recordedAt);
  const visibleAt = await findVisibleAt(pool, event.position);
  const { held, warnings } = event.meta as { held?: boolean; warnings?: readonly string[] };
  return {
    receiptId: event.eventId,
    kind: 'report',
    id: event.senderId,
    source: event.source,
    type: `dk.ungestatus.${event.type}`,
    outcome: held ? 'held' : 'accepted',
    stillHeld: held === true && unlessPoison(() => isInForce(own, history.events)) !== true,
    received: { at: event.receivedAt, registeredAt: event.registeredAt, occurredOn: event.occurredOn },
    checked: { at: event.receivedAt, warnings: warnings ?? [] },
    stored: { at: event.recordedAt, eventId: event.eventId, position: event.position, version: event.version, chain: event.chain.toString('hex') },
    visible: visibleAt === null ? null : { at: visibleAt, municipality: unlessPoison(() => municipalityAfter(history, event.version, day)) },
    effect: unlessPoison(() => effectOf(history, rules, event, day)),
    corrections: history.events.flatMap((later) => correctionOf(later, event.eventId)),
  };
}

function municipalityAfter(history: PersonHistory, version: number, day: Day): string | null {
  return residenceOn(residenceTimeline(knownAfter(history, version)), day).municipality;
}

function effectOf(history: PersonHistory, rules: RuleBook, { eventId, version }: RecordedEvent, day: Day) {
  const was = statusOn(timeline(knownAfter(history, version - 1), rules), day);
  const is = statusOn(timeline(knownAfter(history, version), rules), day);
  return {
    on: day,
    status: { before: short(was), after: short(is), changed: was.status !== is.status || was.reason !== is.reason },
    cases: history.events.flatMap((fact) => caseEffect(fact, eventId)),
  };
}

/** Null where the person's reports cannot be worked out: the person is parked, and that the report is in stands. */
function unlessPoison<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!isPoison(error)) throw error;
    return null;
  }
}

function short({ status, reason }: { status: string; reason?: string }): { status: string; reason?: string } {
  return { status, ...(reason === undefined ? {} : { reason }) };
}

/** A held report is in force once what it names is known: then something rests on it. */
function isInForce(own: PersonEvent | undefined, events: readonly PersonEvent[]): boolean {
  if (!own) return false;
  if (own.type === 'report-corrected.v1' || own.type === 'report-withdrawn.v1') {
    return events.some((event) => event.eventId === own.data.target);
  }
  if (!('enrolmentId' in own.data)) return true;
  const { enrolmentId } = own.data;
  return effectiveReports(events).some(
    (report) => report.type === 'enrolment-registered.v1' && report.reporter === own.reporter && report.data.enrolmentId === enrolmentId,
  );
}

function caseEffect(fact: PersonEvent, eventId: string): { caseId: string; what: string; on: string; dueOn?: string; municipality?: string | null }[] {
  if (fact.type === 'follow-up-opened.v1') {
    const { caseId, trigger, knownOn, calendar, due, municipality } = fact.data;
    return trigger.eventId === eventId ? [{ caseId, what: 'opened', on: knownOn, dueOn: due[calendar].dueOn, municipality }] : [];
  }
  if (!fact.type.startsWith('follow-up-')) return [];
  const { caseId, cause } = fact.data as { caseId: string; cause: string };
  return cause === eventId ? [{ caseId, what: fact.type.replace(/^follow-up-|\.v\d+$/g, ''), on: fact.occurredOn }] : [];
}

function correctionOf(later: PersonEvent, eventId: string): { eventId: string; type: string; recordedAt: string; receipt: string }[] {
  if (later.type !== 'report-corrected.v1' && later.type !== 'report-withdrawn.v1') return [];
  if (later.data.target !== eventId) return [];
  return [{ eventId: later.eventId, type: `dk.ungestatus.${later.type}`, recordedAt: later.recordedAt, receipt: `/v1/receipts/${later.eventId}` }];
}
