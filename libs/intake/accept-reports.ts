import { IdentityConflict, LogUnavailable, VersionConflict, WholeNotPossible } from '#libs/event-store';
import { PersonConflict } from '#libs/persons';
import { fieldError, ProblemError } from '#libs/problems';
import { appendDecided } from './append/append-decided.ts';
import { type Call, type CheckedCall, checkInTurns } from './check/check-call.ts';
import { type Decided, decideCall } from './decide/decide-call.ts';
import type { DecidedItem } from './decide/decided-item.ts';
import { type DoorParts, untraced } from './intake.ts';
import { readKnown } from './load/known.ts';
import type { BatchReceipt } from './receipt/batch-receipt.ts';
import { refusedWhole, toReceipts } from './receipt/to-receipts.ts';

/**
 * Takes in a call: 1 check, 2 load, 3 decide, 4 append, 5 receipt, 6 announce. The reports are durable when the promise
 * resolves. Returns one receipt item per report, in the order sent; a report sent again gets its first receipt again.
 * @throws ProblemError `too-busy` if other writers were faster every time, `log-unavailable`; nothing is known to be
 *   stored
 */
export async function acceptReports(parts: DoorParts, call: Call): Promise<BatchReceipt> {
  const { span = untraced } = parts;
  return acceptChecked(parts, await span('door check', () => checkInTurns(parts, call)));
}

/**
 * Runs steps 2 to 6 of a checked call.
 * @throws ProblemError `too-busy` | `log-unavailable` nothing is known to be stored
 */
export async function acceptChecked(parts: DoorParts, checked: CheckedCall): Promise<BatchReceipt> {
  const [receipt] = await acceptTogether(parts, [checked]);
  if (receipt === undefined) throw new Error('a call has a receipt');
  return receipt;
}

/**
 * Takes in several checked calls as one: decides them in the order given, appends them whole, and gives each a receipt.
 * An all-or-nothing call must be the only one. If another writer was faster, reads the log again and decides every
 * report again.
 * @throws ProblemError as `acceptReports`, for all calls
 */
export async function acceptTogether(parts: DoorParts, calls: readonly CheckedCall[]): Promise<BatchReceipt[]> {
  const { span = untraced, clock, store, newId, onAppended } = parts;
  const checked = calls.flatMap((one) => one.checked);
  const receipts = calls.map((one) => ({ ...one, receiptId: one.part?.receiptId ?? newId() }));
  const whole = calls.some(({ call }) => call.allOrNothing === true);
  let decided: Decided = NOTHING_DECIDED;
  const append = async (items: readonly DecidedItem[]): Promise<BatchReceipt[]> => {
    if (whole && items.some((item) => item.outcome === 'refused'))
      return receipts.map((owed) => refusedWhole(owed, items));
    const positions = await span('door append', () => appendDecided(parts, { receipts, whole, decided, items }));
    if (decided.events.length > 0) onAppended();
    return toReceipts(receipts, items, positions);
  };
  const accepting = store.inRounds<DecidedItem, BatchReceipt[]>({
    decide: async () => {
      const known = await readKnown(parts, checked);
      const recordedAt = clock.now().toISOString();
      decided = await span('door decide', () => decideCall(parts, { checked, known, recordedAt }));
      return decided.items;
    },
    append,
    answer: (items) => {
      decided = NOTHING_DECIDED;
      return append(items);
    },
    announce: onAppended,
    notStored: ({ id }) => ({ id, outcome: 'refused', errors: [fieldError('', 'not-stored')], next: 'retry' }),
    isRace,
  });
  return accepting.catch((error: unknown) => {
    throw asProblem(error);
  });
}

const NOTHING_DECIDED: Decided = { items: [], events: [], heads: new Map(), newPersons: [], nameKeys: [] };
const DEADLOCK = '40P01';

function isRace(error: unknown): boolean {
  const raced =
    error instanceof VersionConflict || error instanceof IdentityConflict || error instanceof PersonConflict;
  return raced || (error as { code?: string }).code === DEADLOCK;
}

function asProblem(error: unknown): unknown {
  if (isRace(error)) return new ProblemError('too-busy');
  if (error instanceof LogUnavailable) return new ProblemError('log-unavailable');
  if (!(error instanceof WholeNotPossible)) return error;
  return new ProblemError(error.why === 'too-large' ? 'all-or-nothing-too-large' : 'all-or-nothing-not-available');
}
