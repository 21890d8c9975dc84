import { IdentityConflict, LogUnavailable, VersionConflict, WholeNotPossible } from '#libs/event-store';
import { PersonConflict } from '#libs/persons';
import { fieldError, ProblemError } from '#libs/problems';
import { appendDecided } from './append/append-decided.ts';
import type { CheckedCall } from './check/check-call.ts';
import { type Decided, decideCall } from './decide/decide-call.ts';
import type { DecidedItem } from './receipt-schemas.ts';
import type { IntakeContext } from './intake-context.ts';
import { readKnown } from './load/known.ts';
import type { BatchReceipt } from './receipt-schemas.ts';
import { refusedWhole, toReceipts } from './receipt/to-receipts.ts';

/**
 * Runs steps 2 to 6 of a checked call.
 * @throws ProblemError as `acceptTogether`
 */
export async function acceptChecked(context: IntakeContext, checked: CheckedCall): Promise<BatchReceipt> {
  const [receipt] = await acceptTogether(context, [checked]);
  if (receipt === undefined) throw new Error('a call has a receipt');
  return receipt;
}

/**
 * Takes in several checked calls as one: 2 load, 3 decide, 4 append, 5 receipt, 6 announce; step 1, check, is done.
 * Decides the reports in the order given, appends them whole, and gives each call a receipt. An all-or-nothing call
 * must be the only one. If another writer was faster, reads the log again and decides every report again.
 * @throws ProblemError for all calls: `too-busy` if other writers were faster every time, `log-unavailable`; nothing is
 *   known to be stored
 */
export async function acceptTogether(context: IntakeContext, calls: readonly CheckedCall[]): Promise<BatchReceipt[]> {
  const { span, clock, store, newId, onAppended } = context;
  const checked = calls.flatMap((one) => one.checked);
  const receipts = calls.map((one) => ({ ...one, receiptId: one.part?.receiptId ?? newId() }));
  const whole = calls.some(({ call }) => call.allOrNothing === true);
  let decided: Decided = NOTHING_DECIDED;
  const append = async (items: readonly DecidedItem[]): Promise<BatchReceipt[]> => {
    if (whole && items.some((item) => item.outcome === 'refused'))
      return receipts.map((owed) => refusedWhole(owed, items));
    const positions = await span('door append', () => appendDecided(context, { receipts, whole, decided, items }));
    if (decided.events.length > 0) onAppended();
    return toReceipts(receipts, items, positions);
  };
  const accepting = store.inRounds<DecidedItem, BatchReceipt[]>({
    decide: async () => {
      const known = await readKnown(context, checked);
      const recordedAt = clock.now().toISOString();
      decided = await span('door decide', () => decideCall(context, { checked, known, recordedAt }));
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
