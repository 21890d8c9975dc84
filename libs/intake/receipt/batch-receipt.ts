import type { FieldError } from '#libs/problems';
import type { HeldNote } from '../decide/held-note.ts';

export type Next = 'retry' | 'fix' | 'wait';

export type Outcome = 'accepted' | 'duplicate' | 'held' | 'refused';

export interface Counts {
  readonly accepted: number;
  readonly duplicate: number;
  readonly held: number;
  readonly refused: number;
}

/** What became of one report, in the place it was sent. */
export interface ReceiptItem {
  /** The sender's own id; null where the envelope had none that can be read. */
  readonly id: string | null;
  readonly outcome: Outcome;
  readonly eventId?: string;
  readonly position?: number;
  /** Where the receipt of this one report can be looked up for ever. */
  readonly receipt: string;
  /** The first ones: `bounded-errors.ts`. */
  readonly errors?: readonly FieldError[];
  /** How many more errors there were at least. */
  readonly errorsLeftOut?: number;
  readonly warnings?: readonly FieldError[];
  /** Only for held ones: for what, until when, and what to do. */
  readonly held?: HeldNote;
  /** Of a refused one: `retry` the same later, or `fix` it first. Of a held one: `wait`, and do what `held` says. */
  readonly next?: Next;
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

export function countOutcomes(items: readonly ReceiptItem[]): Counts {
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
