import type { BatchReceipt } from '../receipt-schemas.ts';
import { acceptChecked } from '../accept-reports.ts';
import { type Call, checkInTurns } from '../check/check-call.ts';
import type { IntakeContext } from '../intake-context.ts';
import { joinParts } from '../receipt/to-receipts.ts';

/**
 * Reports of a batch that are decided and appended together: enough for the log's best rate, done in about ten
 * milliseconds.
 */
const PART = 500;

/** Runs a piece of work when the scheduler gives the caller its turn. */
export type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Takes in a batch part by part in the order sent; other calls run between two parts. Each part is durable with its
 * part of the receipt. If the caller disconnects or a part fails, the stored parts stay; the batch sent again finds
 * them.
 * @throws ProblemError as `acceptTogether`
 */
export async function acceptByParts(context: IntakeContext, call: Call, takeTurn: TakeTurn): Promise<BatchReceipt> {
  const { span, clock, newId } = context;
  if (call.allOrNothing === true || call.reports.length <= PART) {
    return takeTurn(async () => acceptChecked(context, await span('door check', () => checkInTurns(context, call))));
  }
  const receiptId = newId();
  const receivedAt = clock.now().toISOString();
  const receipts: BatchReceipt[] = [];
  for (let from = 0; from < call.reports.length && call.isGone?.() !== true; from += PART) {
    const some = { ...call, reports: call.reports.slice(from, from + PART) };
    const accept = async (): Promise<BatchReceipt> => {
      const checked = await span('door check', () => checkInTurns(context, some, receivedAt));
      return acceptChecked(context, { ...checked, part: { receiptId, from } });
    };
    receipts.push(await takeTurn(accept));
  }
  return joinParts(receipts);
}
