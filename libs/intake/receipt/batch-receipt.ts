import type { DecidedItem } from '../decide/decided-item.ts';

export interface Counts {
  readonly accepted: number;
  readonly duplicate: number;
  readonly held: number;
  readonly refused: number;
}

/** What became of one report, in the place it was sent. */
export interface ReceiptItem extends DecidedItem {
  /** Where the receipt of this one report can be looked up for ever. */
  readonly receipt: string;
}

export interface BatchReceipt {
  readonly receiptId: string;
  readonly counts: Counts;
  readonly items: readonly ReceiptItem[];
}

export interface StoredBatchReceipt extends BatchReceipt {
  readonly client: string;
  readonly receivedAt: string;
}

/** A receipt, or the part of it that is stored together with a part of a batch. */
export interface ReceiptPart extends StoredBatchReceipt {
  readonly kind: 'single' | 'batch';
  /** Place of its first item in the whole. */
  readonly from: number;
}

export function countOutcomes(items: readonly Pick<ReceiptItem, 'outcome'>[]): Counts {
  const counts = { accepted: 0, duplicate: 0, held: 0, refused: 0 };
  for (const item of items) counts[item.outcome] += 1;
  return counts;
}

/** Where the receipt of one report is; an accepted one is found by its event, a refused single one by the call. */
export function receiptPath(
  item: { readonly eventId?: string | undefined },
  receiptId: string,
  place: number | undefined,
): string {
  return `/v1/receipts/${item.eventId ?? (place === undefined ? receiptId : `${receiptId}.${place}`)}`;
}
