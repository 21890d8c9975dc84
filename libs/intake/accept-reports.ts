import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import {
  type EventStore,
  IdentityConflict,
  LogUnavailable,
  PartlyAppended,
  VersionConflict,
  WholeNotPossible,
} from '#libs/event-store';
import type { Clock } from '#libs/calendar';
import type { InstitutionRegister } from '#libs/institutions';
import { insertNameKeys, insertPersons, type Keyring, PersonConflict } from '#libs/persons';
import { ProblemError } from '#libs/problems';
import { type BatchReceipt } from './receipt/batch-receipt.ts';
import { insertBatchReceipts } from './receipt/store-receipts.ts';
import type { RuleBook } from '#libs/rules';
import { inTurns } from '#libs/concurrency';
import { type CheckContext, checkReport, type Sender } from './check/check-report.ts';
import { type Decided, decideCall } from './decide/decide-call.ts';
import { type Known, readKnown } from './load/known.ts';
import { type OwedReceipt, refusedWhole, storedReceipts, toReceipts } from './receipt/to-receipts.ts';
import type { SentReport } from './check/sent-report.ts';
import { givenUp, NOTHING_STORED, storedNow, withStored } from './stored-so-far.ts';

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
  /** Makes a step of the door a span; nothing where nobody traces. */
  readonly span?: <T>(name: string, work: () => T) => T;
}

const untraced: NonNullable<DoorParts['span']> = (_name, work) => work();

export interface Call {
  readonly sender: Sender;
  readonly reports: readonly unknown[];
  /** A single report's receipt is its event's; a batch has one of its own. */
  readonly kind: 'single' | 'batch';
  readonly allOrNothing?: boolean;
  /** Whether the caller is gone and no answer can reach it: what is not begun is left. */
  readonly isGone?: () => boolean;
}

/** Racing writers: each round reads again and decides again. Twenty rounds outlast fifty writers on one person. */
const ROUNDS = 60;
const DEADLOCK = '40P01';

/**
 * The door: check → swap the civil number → decide → append. Durable when it resolves; one receipt item per report in
 * the order sent. Resends get their first receipt again. Where the log can only append person by person and stops answering
 * on the way, the items say which reports are stored.
 * @throws ProblemError `too-busy` when other writers kept winning, `log-unavailable`; nothing is known to be stored
 */
export async function acceptReports(parts: DoorParts, call: Call): Promise<BatchReceipt> {
  const { span = untraced } = parts;
  return acceptChecked(parts, await span('door check', () => checkInTurns(parts, call)));
}

/** A call after the checks that need nothing but its reports: the half of the work that need not wait for the log. */
export interface CheckedCall {
  readonly call: Call;
  readonly checked: readonly SentReport[];
  readonly receivedAt: string;
  /** Which part of a batch that is taken in by parts. */
  readonly part?: { readonly receiptId: string; readonly from: number };
}

export function checkCall(parts: DoorParts, call: Call): CheckedCall {
  const context = contextOf(parts, call);
  return { call, checked: call.reports.map((report) => checkReport(report, context)), receivedAt: context.receivedAt };
}

/** The same for many reports: others have their turn in between. */
export async function checkInTurns(parts: DoorParts, call: Call, receivedAt?: string): Promise<CheckedCall> {
  const context = contextOf(parts, call, receivedAt);
  const checked: SentReport[] = [];
  for await (const report of inTurns(call.reports)) checked.push(checkReport(report, context));
  return { call, checked, receivedAt: context.receivedAt };
}

function contextOf(
  { clock, sandbox, keyring }: DoorParts,
  { sender }: Call,
  receivedAt = clock.now().toISOString(),
): CheckContext {
  return { sender, receivedAt, sandbox, keyring };
}

/** The other half: decide → append. @throws ProblemError `too-busy` | `log-unavailable` nothing is known to be stored */
export async function acceptChecked(parts: DoorParts, checked: CheckedCall): Promise<BatchReceipt> {
  const [receipt] = await acceptTogether(parts, [checked]);
  if (receipt === undefined) throw new Error('a call has a receipt');
  return receipt;
}

/**
 * Several calls as one: decided in the order given, appended whole, a receipt each. A call that asks for all or nothing
 * comes alone. @throws ProblemError as `acceptReports`, of all of them
 */
export async function acceptTogether(parts: DoorParts, calls: readonly CheckedCall[]): Promise<BatchReceipt[]> {
  const { span = untraced } = parts;
  const checked = calls.flatMap((one) => one.checked);
  const receipts = calls.map((one) => ({ ...one, receiptId: one.part?.receiptId ?? parts.newId() }));
  const whole = calls.some(({ call }) => call.allOrNothing === true);
  let stored = NOTHING_STORED;
  for (let round = 1; ; round += 1) {
    const known = await readKnown(parts, checked);
    const recordedAt = parts.clock.now().toISOString();
    const decided = withStored(
      await span('door decide', () => decideCall(parts, { checked, known, recordedAt })),
      stored,
    );
    if (whole && decided.items.some((item) => item.outcome === 'refused'))
      return receipts.map((owed) => refusedWhole(owed, decided.items));
    const appending = { receipts, whole, decided, heads: known.heads };
    try {
      return await span('door append', () => appendDecided(parts, appending));
    } catch (error) {
      if (error instanceof PartlyAppended) {
        stored = storedNow(stored, decided, error.positions);
        parts.onAppended();
      }
      const again = isRace(error instanceof PartlyAppended ? error.cause : error);
      if (!again || round >= ROUNDS) {
        if (stored.size === 0) throw asProblem(error, again);
        return appendDecided(parts, { ...appending, decided: givenUp(decided, stored) });
      }
      await pause(Math.min(50, (round - 1) * 3));
    }
  }
}

function asProblem(error: unknown, raced: boolean): unknown {
  if (raced) return new ProblemError('too-busy');
  if (error instanceof LogUnavailable) return new ProblemError('log-unavailable');
  if (!(error instanceof WholeNotPossible)) return error;
  return new ProblemError(error.why === 'too-large' ? 'all-or-nothing-too-large' : 'all-or-nothing-not-available');
}

interface Appending {
  readonly receipts: readonly OwedReceipt[];
  readonly whole: boolean;
  readonly decided: Decided;
  readonly heads: Known['heads'];
}

async function appendDecided(
  parts: DoorParts,
  { receipts, whole, decided, heads }: Appending,
): Promise<BatchReceipt[]> {
  const { newPersons, nameKeys } = decided;
  const metAt = receipts[0]?.receivedAt ?? '';
  const insertKeys = async (client: PoolClient): Promise<void> => {
    if (newPersons.length > 0) await insertPersons(client, newPersons, metAt);
    if (nameKeys.length > 0) await insertNameKeys(client, nameKeys, metAt);
  };
  const alongside = newPersons.length + nameKeys.length > 0 ? insertKeys : undefined;
  // Positions are the log's to give, so a stored receipt names the events and the log tells the positions.
  const kept = storedReceipts(receipts, decided.items);
  const afterwards = kept.length > 0 ? (client: PoolClient) => insertBatchReceipts(client, kept) : undefined;
  if (decided.events.length === 0 && !alongside && !afterwards) return toReceipts(receipts, decided.items);
  const positions = await parts.store.append(decided.events, heads, alongside, { afterwards, whole });
  if (decided.events.length > 0) parts.onAppended();
  return toReceipts(
    receipts,
    decided.items,
    new Map(decided.events.map((event, index) => [event.eventId, positions[index] ?? 0])),
  );
}

function isRace(error: unknown): boolean {
  const raced =
    error instanceof VersionConflict || error instanceof IdentityConflict || error instanceof PersonConflict;
  return raced || (error as { code?: string }).code === DEADLOCK;
}
