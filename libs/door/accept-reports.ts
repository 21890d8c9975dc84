import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { type EventStore, IdentityConflict, VersionConflict } from '#libs/event-store';
import type { Clock } from '#libs/clock';
import type { InstitutionRegister } from '#libs/institutions';
import { insertPersons, type Keyring, PersonConflict } from '#libs/person-key';
import { ProblemError } from '#libs/problems';
import { type BatchReceipt, insertBatchReceipt } from '#libs/receipts';
import type { RuleBook } from '#libs/rules';
import { checkReport, type Sender } from './check-report.ts';
import { type Decided, decideCall } from './decide-call.ts';
import { readKnown } from './known.ts';
import { refusedWhole, toReceipt } from './receipt.ts';
import type { SentReport } from './sent-report.ts';

/** What the road from a call to the log needs; time and randomness are handed in. */
export interface DoorParts {
  readonly pool: Pool;
  readonly store: EventStore<PoolClient>;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly rules: RuleBook;
  readonly institutions: InstitutionRegister;
  readonly sandbox: boolean;
  readonly newId: () => string;
  /** Called after something new is in the log. */
  readonly onAppended: () => void;
}

export interface Call {
  readonly sender: Sender;
  readonly reports: readonly unknown[];
  /** A single report's receipt is its event's; a batch has one of its own. */
  readonly kind: 'single' | 'batch';
  readonly allOrNothing?: boolean;
}

/** Racing writers: each round reads again and decides again. Twenty rounds outlast fifty writers on one person. */
const ROUNDS = 60;
const DEADLOCK = '40P01';

/**
 * The door: check → swap the civil number → decide → append. Durable when it resolves; one receipt item per report in
 * the order sent. Resends get their first receipt again.
 * @throws ProblemError `too-busy` when other writers kept winning; nothing was stored
 */
export function acceptReports(parts: DoorParts, call: Call): Promise<BatchReceipt> {
  return acceptChecked(parts, checkCall(parts, call));
}

/** A call after the checks that need nothing but its reports: the half of the work that need not wait for the log. */
export interface CheckedCall {
  readonly call: Call;
  readonly checked: readonly SentReport[];
  readonly receivedAt: string;
}

export function checkCall({ clock, sandbox, keyring }: DoorParts, call: Call): CheckedCall {
  const context = { sender: call.sender, sandbox, keyring };
  return { call, checked: call.reports.map((report) => checkReport(report, context)), receivedAt: clock.now().toISOString() };
}

/** The other half: decide → append. @throws ProblemError `too-busy` when other writers kept winning; nothing was stored */
export async function acceptChecked(parts: DoorParts, { call, checked, receivedAt }: CheckedCall): Promise<BatchReceipt> {
  const receiptId = parts.newId();
  for (let round = 0; round < ROUNDS; round += 1) {
    const known = await readKnown(parts, checked.flatMap((report) => (report.passed ? [report.passed] : [])));
    const recordedAt = parts.clock.now().toISOString();
    const decided = decideCall(parts, call.sender, { checked, known, receivedAt, recordedAt });
    if (call.allOrNothing && decided.items.some((item) => item.outcome === 'refused')) return refusedWhole(receiptId, decided);
    try {
      return await appendDecided(parts, call, { receiptId, receivedAt, decided, heads: known.heads });
    } catch (error) {
      if (!isRace(error)) throw error;
      await pause(Math.min(50, round * 3));
    }
  }
  throw new ProblemError('too-busy');
}

interface Appending {
  readonly receiptId: string;
  readonly receivedAt: string;
  readonly decided: Decided;
  readonly heads: Awaited<ReturnType<typeof readKnown>>['heads'];
}

async function appendDecided(parts: DoorParts, call: Call, appending: Appending): Promise<BatchReceipt> {
  const { receiptId, receivedAt, decided, heads } = appending;
  const keepsReceipt = call.kind === 'batch' || decided.items.some((item) => item.outcome === 'refused');
  const persons = decided.newPersons;
  const alongside = async (client: PoolClient): Promise<void> => {
    if (persons.length > 0) await insertPersons(client, persons, receivedAt);
    // Positions are the log's to give, so a stored receipt names the events and the log tells the positions.
    if (keepsReceipt) await insertBatchReceipt(client, { ...toReceipt(receiptId, decided, call.kind), client: call.sender.clientId, receivedAt });
  };
  const needed = persons.length > 0 || keepsReceipt;
  if (decided.events.length === 0 && !needed) return toReceipt(receiptId, decided, call.kind);
  const positions = await parts.store.append(decided.events, heads, needed ? alongside : undefined);
  if (decided.events.length > 0) parts.onAppended();
  return toReceipt(receiptId, decided, call.kind, new Map(decided.events.map((event, index) => [event.eventId, positions[index] ?? 0])));
}

function isRace(error: unknown): boolean {
  const raced = error instanceof VersionConflict || error instanceof IdentityConflict || error instanceof PersonConflict;
  return raced || (error as { code?: string }).code === DEADLOCK;
}
