import type { Pool } from 'pg';
import { effectiveReports } from '#events/standing/effective';
import type { PersonEvent } from '#events/person-event';
import { findLaterCorrections, type RecordedEvent } from '#libs/event-store';
import { findVisibleAt, isPoison } from '#libs/subscriptions';
import { loadHistories } from '#libs/persons';
import type { RuleBook } from '#libs/rules';
import type { HeldNote } from '#libs/intake';
import { VISIBLE_BY } from '#projections/education-status/visible-by';
import { findHeldNote } from './held-note.ts';

export type ReportReceipt = Awaited<ReturnType<typeof reportReceipt>>;

/**
 * The outcome of one report for its sender: received, checked, stored, visible, corrected later. Nothing depends on the
 * person's municipality or on other reporters' reports, except whether the report waits or is in force: so the receipt
 * has no place in the person's stream and no municipality (docs/adr/0019). It is no look at the person; the history of
 * the person is read only for a report that was held.
 */
export async function reportReceipt({ pool, rules }: { pool: Pool; rules: RuleBook }, event: RecordedEvent) {
  const { held, warnings } = event.meta as { held?: boolean; warnings?: readonly string[] };
  const [visibleAt, corrections, waiting] = await Promise.all([
    findVisibleAt(pool, VISIBLE_BY, event.position),
    findLaterCorrections(pool, event),
    held === true ? stillWaiting(pool, rules, event) : { stillHeld: false },
  ]);
  return {
    receiptId: event.eventId,
    kind: 'report' as const,
    id: event.senderId,
    source: event.source,
    type: `dk.ungestatus.${event.type}`,
    outcome: held ? ('held' as const) : ('accepted' as const),
    ...waiting,
    received: { at: event.receivedAt, registeredAt: event.registeredAt, occurredOn: event.occurredOn },
    checked: { at: event.receivedAt, warnings: warnings ?? [] },
    stored: {
      at: event.recordedAt,
      eventId: event.eventId,
      position: event.position,
      contentHash: event.contentHash.toString('hex'),
    },
    visible: visibleAt === null ? null : { at: visibleAt },
    corrections: corrections.map(toShownCorrection),
  };
}

function toShownCorrection({ eventId, type, recordedAt }: Pick<RecordedEvent, 'eventId' | 'type' | 'recordedAt'>) {
  return { eventId, type: `dk.ungestatus.${type}`, recordedAt, receipt: `/v1/receipts/${eventId}` };
}

async function stillWaiting(
  pool: Pool,
  rules: RuleBook,
  { stream, eventId }: RecordedEvent,
): Promise<{ readonly stillHeld: boolean; readonly held?: HeldNote }> {
  const [history] = await loadHistories(pool, [stream]);
  const own = history?.events.find((candidate) => candidate.eventId === eventId);
  if (!history || !own) throw new Error('an event that its stream does not hold');
  const note = unlessPoison(() => findHeldNote(own, history.events, rules)) ?? undefined;
  if (note !== undefined) return { stillHeld: true, held: note };
  return { stillHeld: own.standing === undefined && unlessPoison(() => isInForce(own, history.events)) !== true };
}

/** @returns null if the person's reports cannot be evaluated: the stream is parked, but the report is stored */
export function unlessPoison<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!isPoison(error)) throw error;
    return null;
  }
}

/** For events stored before standing existed: a held report is in force once the report or enrolment named is known. */
function isInForce(own: PersonEvent, events: readonly PersonEvent[]): boolean {
  if (own.type === 'report-corrected.v1' || own.type === 'report-withdrawn.v1') {
    return events.some((event) => event.eventId === own.data.target);
  }
  if (!('enrolmentId' in own.data)) return true;
  const { enrolmentId } = own.data;
  return effectiveReports(events).some(
    (report) =>
      report.type === 'enrolment-registered.v1' &&
      report.reporter === own.reporter &&
      report.data.enrolmentId === enrolmentId,
  );
}
