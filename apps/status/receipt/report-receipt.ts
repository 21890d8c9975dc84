import type { Pool } from 'pg';
import { effectiveReports } from '#events/correction/effective';
import { pointsBack } from '#events/correction/current-content';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import type { RecordedEvent } from '#libs/event-store';
import { isPoison } from '#libs/feed';
import type { RuleBook } from '#libs/rules';
import { findHeldNote } from './held-note.ts';
import { findVisibleAt } from './visible.query.ts';

export type ReportReceipt = Awaited<ReturnType<typeof reportReceipt>>;

/**
 * What became of one report, for its sender: received, checked, stored, visible, what corrected it later. Nothing that
 * depends on whose the person is or on what others reported, but that the report waits or came into force: so no place in
 * the person's stream and no municipality (access.md, "What a sender may learn"). No look at the person.
 */
export async function reportReceipt({ pool, rules }: { pool: Pool; rules: RuleBook }, event: RecordedEvent, history: PersonHistory) {
  const own = history.events.find((candidate) => candidate.eventId === event.eventId);
  if (!own) throw new Error('an event that its stream does not hold');
  const visibleAt = await findVisibleAt(pool, event.position);
  const { held, warnings } = event.meta as { held?: boolean; warnings?: readonly string[] };
  const note = unlessPoison(() => findHeldNote(own, history.events, rules)) ?? undefined;
  const stillHeld = note !== undefined || (held === true && own.standing === undefined && unlessPoison(() => isInForce(own, history.events)) !== true);
  return {
    receiptId: event.eventId,
    kind: 'report' as const,
    id: event.senderId,
    source: event.source,
    type: `dk.ungestatus.${event.type}`,
    outcome: held ? ('held' as const) : ('accepted' as const),
    stillHeld,
    ...(note === undefined ? {} : { held: note }),
    received: { at: event.receivedAt, registeredAt: event.registeredAt, occurredOn: event.occurredOn },
    checked: { at: event.receivedAt, warnings: warnings ?? [] },
    stored: { at: event.recordedAt, eventId: event.eventId, position: event.position, contentHash: event.contentHash.toString('hex') },
    visible: visibleAt === null ? null : { at: visibleAt },
    corrections: history.events.flatMap((later) => correctionOf(later, own)),
  };
}

/** Null where the person's reports cannot be worked out: the person is parked, and that the report is in stands. */
export function unlessPoison<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!isPoison(error)) throw error;
    return null;
  }
}

/** For events stored before standing was: a held report is in force once what it names is known. */
function isInForce(own: PersonEvent, events: readonly PersonEvent[]): boolean {
  if (own.type === 'report-corrected.v1' || own.type === 'report-withdrawn.v1') {
    return events.some((event) => event.eventId === own.data.target);
  }
  if (!('enrolmentId' in own.data)) return true;
  const { enrolmentId } = own.data;
  return effectiveReports(events).some(
    (report) => report.type === 'enrolment-registered.v1' && report.reporter === own.reporter && report.data.enrolmentId === enrolmentId,
  );
}

function correctionOf(later: PersonEvent, own: PersonEvent): { eventId: string; type: string; recordedAt: string; receipt: string }[] {
  if (!pointsBack(later) || later.reporter !== own.reporter || (later.data as { target: string }).target !== own.eventId) return [];
  return [{ eventId: later.eventId, type: `dk.ungestatus.${later.type}`, recordedAt: later.recordedAt, receipt: `/v1/receipts/${later.eventId}` }];
}
