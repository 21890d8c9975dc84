import { type BatchReceipt, countOutcomes, type ReceiptItem } from '#libs/receipts';
import type { Decided } from './decide-call.ts';

/** The answer to a call: counts first, then each report in the order sent. */
export function toReceipt(
  batchId: string,
  decided: Decided,
  kind: 'single' | 'batch',
  positions: ReadonlyMap<string, number> = new Map(),
): BatchReceipt {
  const [only] = decided.items;
  const receiptId = kind === 'single' && only?.eventId ? only.eventId : batchId;
  const items = decided.items.map((item, index): ReceiptItem => {
    const position = item.eventId === undefined ? undefined : (item.position ?? positions.get(item.eventId));
    const place = kind === 'single' ? receiptId : `${batchId}.${index}`;
    return { ...item, ...(position === undefined ? {} : { position }), receipt: `/v1/receipts/${item.eventId ?? place}` };
  });
  return { receiptId, counts: countOutcomes(items), items };
}

/** One refusal and all-or-nothing was asked: nothing is stored, and every other report says that it was not. */
export function refusedWhole(batchId: string, decided: Decided): BatchReceipt {
  const items = decided.items.map((item): Decided['items'][number] =>
    item.outcome === 'refused' || item.outcome === 'duplicate' ? item : { id: item.id, outcome: 'refused', next: 'retry' },
  );
  return toReceipt(batchId, { ...decided, items, events: [] }, 'batch');
}
