import type { FieldError } from '#libs/problems';
import type { Counts, ReceiptItem, StoredBatchReceipt } from '../receipt-schemas.ts';

/** A receipt, or the part of one that is stored together with a part of a batch. */
export interface ReceiptPart extends StoredBatchReceipt {
  readonly kind: 'single' | 'batch';
  /** Index of its first item in the whole receipt. */
  readonly from: number;
  /** The reporter of each item, if the client speaks for it. */
  readonly reporters: readonly (string | undefined)[];
}

export function countOutcomes(items: readonly Pick<ReceiptItem, 'outcome'>[]): Counts {
  const counts = { accepted: 0, duplicate: 0, held: 0, refused: 0 };
  for (const item of items) counts[item.outcome] += 1;
  return counts;
}

/** The path of a report's receipt: an accepted report by its event, a refused single report by its call. */
export function receiptPath(
  item: { readonly eventId?: string | undefined },
  receiptId: string,
  place: number | undefined,
): string {
  return `/v1/receipts/${item.eventId ?? (place === undefined ? receiptId : `${receiptId}.${place}`)}`;
}

/** Enough errors to correct one report in one go. */
const MOST_OF_ONE = 20;
/** Errors beyond the first of each report, in total for all reports answered together. */
const MOST_FURTHER = 200;

interface WithErrors {
  readonly errors?: readonly FieldError[];
}

/**
 * Bounds the size of an answer and of the stored receipt: a report with 150 unknown fields has 150 errors, and the
 * answer to a batch of them was a thousand times as large as the batch. Each report keeps its first error.
 */
export function boundErrors<Item extends WithErrors>(
  items: readonly Item[],
): (Item & { readonly errorsLeftOut?: number })[] {
  let further = MOST_FURTHER;
  return items.map((item) => {
    const { errors = [] } = item;
    const kept = Math.min(errors.length, MOST_OF_ONE, 1 + further);
    further -= Math.max(0, kept - 1);
    return kept === errors.length
      ? item
      : { ...item, errors: errors.slice(0, kept), errorsLeftOut: errors.length - kept };
  });
}
