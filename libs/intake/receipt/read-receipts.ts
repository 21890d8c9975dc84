import type { ClientBase, Pool } from 'pg';
import { type FieldError, fieldError } from '#libs/problems';
import type { Counts, ReceiptItem, StoredBatchReceipt } from '../receipt-schemas.ts';
import { countOutcomes, receiptPath } from './batch-receipt.ts';
import { type StoredHeldNote, withHeldTexts } from '../decide/held-note.ts';

export interface ItemRow {
  readonly index: number;
  readonly outcome: ReceiptItem['outcome'];
  readonly sender_id: string | null;
  readonly event_id: string | null;
  readonly errors: readonly StoredError[] | null;
  readonly left_out: number | null;
  readonly warnings: readonly StoredError[] | null;
  readonly held: StoredHeldNote | null;
  readonly next: NonNullable<ReceiptItem['next']> | null;
}

type StoredError = Pick<FieldError, 'pointer' | 'code' | 'didYouMean' | 'allowed'>;

export const ITEM_COLUMNS =
  'i.index, i.outcome, i.sender_id, i.event_id, i.errors, i.left_out, i.warnings, i.held, i.next';

/** @returns the receipt of a whole call; undefined if there is none */
export async function findBatchReceipt(
  client: Pool | ClientBase,
  receiptId: string,
): Promise<StoredBatchReceipt | undefined> {
  const { rows } = await client.query<{
    client: string;
    received_at: string;
    single: boolean;
    counts: Counts | null;
    items: ReceiptItem[] | null;
  }>('select client, received_at, single, counts, items from receipts.batches where receipt_id = $1', [receiptId]);
  const row = rows[0];
  if (!row) return undefined;
  const items = row.items ?? (await readItems(client, receiptId, row.single));
  return {
    receiptId,
    client: row.client,
    receivedAt: row.received_at,
    counts: row.counts ?? countOutcomes(items),
    items,
  };
}

/**
 * Reads the receipt of one report of a call: one row, however many reports the call had.
 * @returns undefined if there is none
 */
export async function findReceiptItem(
  client: Pool | ClientBase,
  receiptId: string,
  index: number,
): Promise<{ readonly client: string; readonly receivedAt: string; readonly item: ReceiptItem } | undefined> {
  const { rows } = await client.query<{ client: string; received_at: string; old: ReceiptItem | null } & ItemRow>(
    `select b.client, b.received_at, b.items -> $2::int as old, ${ITEM_COLUMNS}
     from receipts.batches b left join receipts.items i on i.receipt_id = b.receipt_id and i.index = $2
     where b.receipt_id = $1 and not b.single`,
    [receiptId, index],
  );
  const row = rows[0];
  const item = row && (row.old ?? (row.outcome === null ? undefined : toItem(row, receiptId, false)));
  return item && { client: row.client, receivedAt: row.received_at, item };
}

async function readItems(client: Pool | ClientBase, receiptId: string, single: boolean): Promise<ReceiptItem[]> {
  const { rows } = await client.query<ItemRow>(
    `select ${ITEM_COLUMNS} from receipts.items i where receipt_id = $1 order by index`,
    [receiptId],
  );
  return rows.map((row) => toItem(row, receiptId, single));
}

export function toItem(row: ItemRow, receiptId: string, single: boolean): ReceiptItem {
  const eventId = row.event_id ?? undefined;
  return {
    id: row.sender_id,
    outcome: row.outcome,
    ...(eventId === undefined ? {} : { eventId }),
    receipt: receiptPath({ eventId }, receiptId, single ? undefined : row.index),
    ...(row.errors === null ? {} : { errors: row.errors.map(withTexts) }),
    ...(row.left_out === null ? {} : { errorsLeftOut: row.left_out }),
    ...(row.warnings === null ? {} : { warnings: row.warnings.map(withTexts) }),
    ...(row.held === null ? {} : { held: withHeldTexts(row.held) }),
    ...(row.next === null ? {} : { next: row.next }),
  };
}

function withTexts({ pointer, code, didYouMean, allowed }: StoredError): FieldError {
  return fieldError(pointer, code, { didYouMean, allowed });
}
