import { type BatchReceipt, countOutcomes, type ReceiptItem, type StoredBatchReceipt } from '#libs/receipts';
import type { CheckedCall } from './accept-reports.ts';
import type { DecidedItem } from './decide-call.ts';

/** A call that is owed a receipt under this id. */
export interface OwedReceipt extends CheckedCall {
  readonly receiptId: string;
}

/** The answers to calls that were decided together: their items stand one call after the other. */
export function toReceipts(owed: readonly OwedReceipt[], decided: readonly DecidedItem[], positions?: ReadonlyMap<string, number>): BatchReceipt[] {
  let from = 0;
  return owed.map(({ receiptId, checked, call }) => toReceipt(receiptId, decided.slice(from, (from += checked.length)), call.kind, positions));
}

/** Those that have to be kept: an accepted single report's receipt is its event. */
export function storedReceipts(owed: readonly OwedReceipt[], decided: readonly DecidedItem[]): StoredBatchReceipt[] {
  return toReceipts(owed, decided).flatMap((receipt, index) => {
    const { call, receivedAt } = owed[index] as OwedReceipt;
    const kept = call.kind === 'batch' || receipt.counts.refused > 0;
    return kept ? [{ ...receipt, client: call.sender.clientId, receivedAt }] : [];
  });
}

/** The answer to a call: counts first, then each report in the order sent. */
function toReceipt(
  batchId: string,
  decided: readonly DecidedItem[],
  kind: 'single' | 'batch',
  positions: ReadonlyMap<string, number> = new Map(),
): BatchReceipt {
  const [only] = decided;
  const receiptId = kind === 'single' && only?.eventId ? only.eventId : batchId;
  const items = decided.map((item, index): ReceiptItem => {
    const position = item.eventId === undefined ? undefined : (item.position ?? positions.get(item.eventId));
    const place = kind === 'single' ? receiptId : `${batchId}.${index}`;
    return { ...item, ...(position === undefined ? {} : { position }), receipt: `/v1/receipts/${item.eventId ?? place}` };
  });
  return { receiptId, counts: countOutcomes(items), items };
}

/** One refusal and all-or-nothing was asked: nothing is stored, and every other report says that it was not. */
export function refusedWhole(batchId: string, decided: readonly DecidedItem[]): BatchReceipt {
  const items = decided.map((item): DecidedItem =>
    item.outcome === 'refused' || item.outcome === 'duplicate' ? item : { id: item.id, outcome: 'refused', next: 'retry' },
  );
  return toReceipt(batchId, items, 'batch');
}
