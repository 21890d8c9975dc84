import { holdsCivilNumberShape } from '#libs/problems';
import type { CheckedCall } from '../check/check-call.ts';
import type { BatchReceipt, DecidedItem, ReceiptItem } from '../receipt-schemas.ts';
import { boundErrors, countOutcomes, receiptPath, type ReceiptPart } from './batch-receipt.ts';

/** A call, or a part of one, with the id of its receipt. */
export interface OwedReceipt extends CheckedCall {
  readonly receiptId: string;
}

/** The answers to calls that were decided together; `decided` has their items, call after call. */
export function toReceipts(
  owed: readonly OwedReceipt[],
  decided: readonly DecidedItem[],
  positions?: ReadonlyMap<string, number>,
): BatchReceipt[] {
  let from = 0;
  return owed.map((one) => toReceipt(one, decided.slice(from, (from += one.checked.length)), positions));
}

/** The receipts that must be stored. An accepted single report needs none: its event is its receipt. */
export function storedReceipts(owed: readonly OwedReceipt[], decided: readonly DecidedItem[]): ReceiptPart[] {
  return toReceipts(owed, decided).flatMap((receipt, index) => {
    const { call, checked, receivedAt, receiptId, part } = owed[index] as OwedReceipt;
    const reporters = checked.map(({ reporter }) => reporter);
    const stored = { client: call.sender.clientId, receivedAt, kind: call.kind, from: part?.from ?? 0, reporters };
    const kept = call.kind === 'batch' || receipt.counts.refused > 0;
    return kept ? [{ ...receipt, receiptId, ...stored }] : [];
  });
}

type Owed = Pick<OwedReceipt, 'receiptId' | 'call' | 'part'>;

/** The answer to a call: counts first, then each report in the order sent. */
function toReceipt(
  { receiptId: callId, call, part }: Owed,
  decided: readonly DecidedItem[],
  positions: ReadonlyMap<string, number> = new Map(),
): BatchReceipt {
  const single = call.kind === 'single';
  const receiptId = (single && decided[0]?.eventId) || callId;
  const items = boundErrors(decided).map((item, index): ReceiptItem => {
    const position = item.eventId === undefined ? undefined : (item.position ?? positions.get(item.eventId));
    const receipt = receiptPath(item, receiptId, single ? undefined : (part?.from ?? 0) + index);
    return { ...item, id: keepableId(item), ...(position === undefined ? {} : { position }), receipt };
  });
  return { receiptId, counts: countOutcomes(items), items };
}

/**
 * The id to keep. The id of a refused report serves only its sender, so it is dropped if it has the shape of a civil
 * number.
 */
export function keepableId({ id, outcome }: DecidedItem): string | null {
  return outcome === 'refused' && id !== null && holdsCivilNumberShape(id) ? null : id;
}

/**
 * The answer to an all-or-nothing call with a refused report: nothing is stored, and every other new report is marked
 * as not stored.
 */
export function refusedWhole(owed: Owed, decided: readonly DecidedItem[]): BatchReceipt {
  const items = decided.map((item): DecidedItem =>
    item.outcome === 'refused' || item.outcome === 'duplicate'
      ? item
      : { id: item.id, outcome: 'refused', next: 'retry' },
  );
  return toReceipt(owed, items);
}

/** Joins the receipts of a batch's parts to the receipt of the whole batch. */
export function joinParts(parts: readonly BatchReceipt[]): BatchReceipt {
  const items = parts.flatMap((part) => part.items);
  return { receiptId: parts[0]?.receiptId ?? '', counts: countOutcomes(items), items };
}
